-- 100 enterprises, 80 of them covered by one joint union; neither target has a baseline, so neither has a path.
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 100) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 100) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(1, 80) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, target_value, comparison) values
  ('T1', 'enterprise_unionisation_rate', 'park:P1', '2024-01-01', '2024-12-31', 0.85, '>'),
  ('T2', 'enterprise_unionisation_rate', 'region:320924100', '2024-01-01', '2024-12-31', 0.8, '>=');
