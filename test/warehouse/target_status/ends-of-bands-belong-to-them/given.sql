-- as of 2025-06-30
-- Half of a year by months: the path from 40 % to 60 % is at 50 %. 40 of 100 are 10 points behind.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2010-01-01');
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 100) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 100) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(1, 40) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, calendar_method, light_rule_code) values
  ('T1', 'enterprise_unionisation_rate', 'park:P1', '2025-01-01', '2025-12-31', 0.4, 0.6, '>=', 'month', 'YINCHUAN-2025'),
  -- A hundredth of a point less far behind: in the hole.
  ('T2', 'enterprise_unionisation_rate', 'region:320924100', '2025-01-01', '2025-12-31', 0.4, 0.5998, '>=', 'month', 'YINCHUAN-2025'),
  -- At 80 %, half of the path: 40 points, and 50 % relative. (Of districts, the second month below would be red.)
  ('T3', 'enterprise_unionisation_rate', 'region:320924', '2025-01-01', '2025-12-31', 0.7, 0.9, '>=', 'month', 'SANYA-2022-PROJECT'),
  ('T4', 'enterprise_unionisation_rate', 'region:320900', '2025-01-01', '2025-12-31', 0.7, 0.9002, '>=', 'month', 'SANYA-2022-PROJECT'),
  ('T5', 'enterprise_unionisation_rate', 'region:320000', '2025-01-01', '2025-12-31', 0.6, 0.8, '>=', 'month', 'YINCHUAN-2025');
