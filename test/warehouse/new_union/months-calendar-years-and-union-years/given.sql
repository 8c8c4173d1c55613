insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', 'P1', '2023-09-30'),
  -- The first day of a union year.
  ('U2', '乙工会', 'joint', '320924100', '320924100', 'P1', '2023-10-01'),
  ('U3', '丙工会', 'single', '320924100', '320924100', null, '2024-01-01'),
  ('U4', '丁工会', 'single', '320924101', '320924101', null, '2024-06-30'),
  -- After the night's day.
  ('U5', '戊工会', 'single', '320924101', '320924101', null, '2024-07-01');
