insert into enterprise (credit_code) values ('913209240000000001'), ('913209240000000002'), ('913209240000000003');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', true),
  (2, '2020-01-01', '乙', '320924100', true),
  (3, '2020-01-01', '丙', '320924100', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '单独工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('U2', '停摆工会', 'single', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values
  (1, 1, 'independent', '2020-01-01'),
  (2, 2, 'independent', '2020-01-01');
insert into census_finding (union_id, checked_on, result) values (2, '2024-02-01', 'zombie');
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values
  (1, '2024-01-01', 'return', 100), (2, '2024-01-01', 'return', 50), (3, '2024-01-01', 'return', 50);
insert into membership_observation (enterprise_id, observed_on, source, member_count) values
  -- The third has members without a union of its own.
  (1, '2024-01-01', 'return', 60), (2, '2024-01-01', 'return', 30), (3, '2024-01-01', 'return', 10);
