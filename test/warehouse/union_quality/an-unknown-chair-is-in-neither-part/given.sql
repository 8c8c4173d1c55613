insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on, chair_kind) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2020-01-01', 'full_time'),
  ('U2', '乙工会', 'single', '320924100', '320924100', '2020-01-01', 'part_time'),
  ('U3', '丙工会', 'single', '320924100', '320924100', '2020-01-01', 'hired'),
  ('U4', '丁工会', 'single', '320924100', '320924100', '2020-01-01', null);
