-- as of 2025-06-30
-- A town of 300 enterprises aims at 80 %, one of 100 at 90 %: 82.5 % together, less than the county's 85 %.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2010-01-01');
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 300) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 300) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(1, 100) as i;
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(301, 400) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924101', 'P2', true from generate_series(301, 400) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(301, 350) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  ('T1', 'enterprise_unionisation_rate', 'region:320924', '2025-01-01', '2025-12-31', 0.5, 0.85, '>'),
  ('T2', 'enterprise_unionisation_rate', 'region:320924100', '2025-01-01', '2025-12-31', 0.5, 0.80, '>='),
  ('T3', 'enterprise_unionisation_rate', 'region:320924101', '2025-01-01', '2025-12-31', 0.5, 0.90, '>='),
  -- 20 and 25 unions for a county's 42. The education union has no count of its own.
  ('T4', 'new_union_count', 'federation:320924', '2025-01-01', '2025-12-31', null, 42, '>='),
  ('T5', 'new_union_count', 'federation:320924100', '2025-01-01', '2025-12-31', null, 20, '>='),
  ('T6', 'new_union_count', 'federation:320924101', '2025-01-01', '2025-12-31', null, 25, '>=');
