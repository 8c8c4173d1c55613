insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2020-01-01');
-- The day of the expectation is that of a scope with coverage.
insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', true);
