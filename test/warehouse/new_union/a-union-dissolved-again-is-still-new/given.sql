insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on, dissolved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2024-03-01', '2024-05-01'),
  -- A federation is a new union, not an independent one.
  ('F1', '联合会', 'federation', '320924100', '320924100', '2024-03-01', null);
