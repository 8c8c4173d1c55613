-- as of 2025-06-30
-- Parks of one county: 80 of 100 and 8 of 10 tie; 3 of 4 is too small. On 31 May the second had 5 of 10.
insert into park (park_code, name, level, region_code, opened_on) values
  ('P3', '第三工业园', 'county', '320924100', '2010-01-01'),
  ('P4', '第四工业园', 'county', '320924100', '2010-01-01');
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2010-01-01');
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 100) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 100) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(1, 80) as i;
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(101, 110) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924101', 'P2', true from generate_series(101, 110) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(101, 105) as i;
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(111, 114) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P3', true from generate_series(111, 114) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(111, 113) as i;
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(115, 214) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P4', true from generate_series(115, 214) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(115, 184) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2025-06-10' from generate_series(106, 108) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  ('T1', 'enterprise_unionisation_rate', 'region:320924', '2025-01-01', '2025-12-31', 0.5, 0.85, '>');
