-- A park of 369 enterprises: two joint unions cover 105 of them, and a federation stands above.
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 369) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 369) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, dissolved_on) values
  ('U1', '联合工会一', 'joint', '320924100', '320924100', 'P1', '2020-01-01', null),
  ('U2', '联合工会二', 'joint', '320924100', '320924100', 'P1', '2020-01-01', null),
  ('U3', '联合会', 'federation', '320924100', '320924100', 'P1', '2020-01-01', null),
  ('U4', '镇工会', 'township', '320924100', '320924100', null, '2020-01-01', null),
  -- It covers nobody, and it sits in the town, not in the park.
  ('U5', '单独工会', 'single', '320924', '320924100', null, '2020-01-01', '2024-06-15');
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, i % 2 + 1, 'joint', '2021-01-01' from generate_series(1, 105) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values
  -- Second coverage adds no unit.
  (200, 3, 'federation_secondary', '2021-01-01');
