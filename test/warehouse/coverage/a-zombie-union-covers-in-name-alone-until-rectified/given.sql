insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', 'P1', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '单独工会', 'single', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values (1, 1, 'independent', '2020-01-01');
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values (1, '2020-01-01', 'census', 50);
insert into membership_observation (enterprise_id, observed_on, source, member_count) values (1, '2020-01-01', 'census', 40);
insert into census_finding (union_id, checked_on, result, rectified_on) values
  (1, '2024-06-01', 'zombie', '2024-06-20');
