-- as of 2025-06-30
-- Three parks of one county: 90, 70 and 30 of 100; a fourth with 4 of 4 is too small to lead.
insert into park (park_code, name, level, region_code, opened_on) values
  ('P3', '第三工业园', 'county', '320924100', '2010-01-01'),
  ('P4', '第四工业园', 'county', '320924100', '2010-01-01');
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
  select i, 1, 'joint', '2021-01-01' from generate_series(101, 170) as i;
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(201, 300) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P3', true from generate_series(201, 300) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(201, 230) as i;
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(301, 304) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P4', true from generate_series(301, 304) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(301, 304) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, calendar_method, light_rule_code) values
  ('T1', 'enterprise_unionisation_rate', 'region:320924', '2025-01-01', '2025-12-31', 0.5, 0.95, '>=', 'month', 'ZAOZHUANG-2022');
