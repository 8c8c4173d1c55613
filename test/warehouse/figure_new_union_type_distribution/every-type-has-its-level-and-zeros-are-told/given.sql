-- as of 2014-06-30
-- The half year of the county: 86 new unions, 31 of them independent.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'S' || i, '单独工会' || i, 'single', '320924100', '320924100', date '2014-01-01' + i * 5 from generate_series(1, 31) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'J' || i, '联合工会' || i, 'joint', '320924101', '320924101', date '2014-01-02' + i * 3 from generate_series(1, 50) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on) values
  ('R1', '区域工会', 'regional', '320924101', '320924101', null, '2014-03-01'),
  ('R2', '区域工会', 'regional', '320924101', '320924101', null, '2014-03-01'),
  ('I1', '行业工会', 'industry', '320924', '320924', null, '2014-03-01'),
  ('P1', '园区工会', 'park', '320924100', '320924100', 'P1', '2014-03-01'),
  ('T1', '镇工会', 'township', '320924101', '320924101', null, '2014-03-01'),
  -- Of the union year alone.
  ('F0', '联合会', 'federation', '320924101', '320924101', null, '2013-11-01');
