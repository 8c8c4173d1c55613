-- as of 2025-06-30
-- 40 of 100 a year ago and two more each month: 64 today, about 76 at the end of the year.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2010-01-01');
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 100) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 100) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(1, 40) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', date '2024-07-01' + ((i - 41) / 2) * interval '1 month' + interval '10 days' from generate_series(41, 64) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  ('T1', 'enterprise_unionisation_rate', 'park:P1', '2025-01-01', '2025-12-31', 0.5, 0.85, '>'),
  ('T2', 'enterprise_unionisation_rate', 'region:320924100', '2025-01-01', '2025-12-31', 0.5, 0.7, '>='),
  -- Met today.
  ('T3', 'enterprise_unionisation_rate', 'region:320924', '2025-01-01', '2025-12-31', 0.5, 0.6, '>=');
