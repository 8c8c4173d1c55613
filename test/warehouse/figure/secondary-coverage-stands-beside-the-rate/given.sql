insert into enterprise (credit_code) select '91320924000000000' || i from generate_series(1, 4) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 4) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '单独工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('F1', '园区工会联合会', 'federation', '320924100', '320924100', '2020-01-01'),
  ('F2', '行业工会联合会', 'federation', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values
  (1, 1, 'independent', '2020-01-01'),
  -- Its own union and two federations: once on each side.
  (1, 2, 'federation_secondary', '2020-01-01'),
  (1, 3, 'federation_secondary', '2020-01-01'),
  -- A federation alone: still without a union.
  (2, 2, 'federation_secondary', '2020-01-01');
