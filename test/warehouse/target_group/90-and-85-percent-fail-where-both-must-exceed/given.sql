-- The first park: 90 of 100 enterprises, 85 of 100 workers. The second: 90 and 90. The county: 180 of 200, 175 of 200.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2010-01-01');
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 100) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 100) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(1, 90) as i;
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(101, 200) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924101', 'P2', true from generate_series(101, 200) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(101, 190) as i;
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values (1, '2024-01-01', 'census', 100), (101, '2024-01-01', 'census', 100);
insert into membership_observation (enterprise_id, observed_on, source, member_count) values (1, '2024-01-01', 'census', 85), (101, '2024-01-01', 'census', 90);
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, group_code) values
  ('T1', 'enterprise_unionisation_rate', 'region:320924', '2024-01-01', '2024-12-31', 0.5, 0.85, '>', 'BOTH'),
  ('T2', 'member_rate', 'region:320924', '2024-01-01', '2024-12-31', 0.5, 0.85, '>', 'BOTH');
