insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('U2', '乙工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('U3', '丙工会', 'joint', '320924101', '320924101', '2020-01-01'),
  -- Never checked.
  ('U4', '丁工会', 'joint', '320924101', '320924101', '2020-01-01');
insert into census_finding (union_id, checked_on, result, rectified_on) values
  (1, '2024-06-01', 'shell', '2024-06-20'),
  (2, '2024-06-01', 'zombie', null),
  (3, '2024-06-01', 'normal', null),
  -- A union found well by the next census is no zombie any more.
  (2, '2024-06-25', 'normal', null);
