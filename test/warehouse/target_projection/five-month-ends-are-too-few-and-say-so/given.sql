-- as of 2025-06-30
-- The enterprises of the first park settled in February: month ends from February to June. The others in January.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2010-01-01');
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 100) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2025-02-10', '企业' || i, '320924100', 'P1', true from generate_series(1, 100) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2025-02-10' from generate_series(1, 40) as i;
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(101, 200) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2025-01-10', '企业' || i, '320924101', 'P2', true from generate_series(101, 200) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2025-01-10' from generate_series(101, 140) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  ('T1', 'enterprise_unionisation_rate', 'park:P1', '2025-01-01', '2025-12-31', 0.5, 0.85, '>'),
  ('T3', 'enterprise_unionisation_rate', 'park:P2', '2025-01-01', '2025-12-31', 0.5, 0.85, '>'),
  -- Over since May.
  ('T2', 'enterprise_unionisation_rate', 'region:320924101', '2025-01-01', '2025-05-31', 0.5, 0.85, '>');
