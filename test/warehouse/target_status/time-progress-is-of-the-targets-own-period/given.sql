-- as of 2012-07-16
-- 100 enterprises, 51 of them covered by one joint union.
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 100) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2010-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 100) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2010-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2011-01-01' from generate_series(1, 51) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  -- The calendar year: 198 of 366 days.
  ('T1', 'enterprise_unionisation_rate', 'park:P1', '2012-01-01', '2012-12-31', 0, 1, '>='),
  -- The union year: 290 of 366.
  ('T2', 'enterprise_unionisation_rate', 'region:320924100', '2011-10-01', '2012-09-30', 0, 1, '>='),
  -- A deadline of 20 September: 198 of 264.
  ('T3', 'enterprise_unionisation_rate', 'region:320924', '2012-01-01', '2012-09-20', 0, 1, '>=');
