-- as of 2014-06-30
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2012-01-01');
insert into honour (honour_no, kind, level, federation_code, region_code, person_key, awarded_on, revoked_on, result) values
  ('H1', 'model_worker', 'county', '320924', '320924100', 'p-00000001', '2013-05-01', null, 'awarded'),
  -- Revoked on the day itself; and nominated only.
  ('H2', 'model_worker', 'county', '320924', '320924100', 'p-00000002', '2013-05-01', '2014-06-30', 'awarded'),
  ('H3', 'model_worker', 'county', '320924', '320924100', 'p-00000003', '2013-05-01', null, 'nominated');
insert into enrolment (enrolment_no, kind, federation_code, region_code, person_key, starts_on, ends_on) values
  ('E1', 'bargaining_adviser', '320924100', '320924100', 'p-00000001', '2014-01-01', null),
  ('E2', 'bargaining_adviser', '320924100', '320924100', 'p-00000002', '2014-01-01', '2014-03-01');
insert into apprenticeship (apprenticeship_no, union_id, master_key, apprentice_key, skill, starts_on, graduated_on)
  select 'A1', union_id, 'p-00000001', 'p-00000002', '挡车工', date '2014-01-01', null::date from trade_union
  union all select 'A2', union_id, 'p-00000001', 'p-00000003', '挡车工', date '2013-01-01', date '2014-01-01' from trade_union;
