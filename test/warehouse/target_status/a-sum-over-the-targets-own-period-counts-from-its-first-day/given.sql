-- as of 2025-06-30
-- A union on the day before the target begins, one on its first day, one in a later year of it, one on the night's day.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2023-03-14'),
  ('U2', '乙工会', 'single', '320924100', '320924100', '2023-03-15'),
  ('U3', '丙工会', 'single', '320924101', '320924101', '2024-12-31'),
  ('U4', '丁工会', 'single', '320924101', '320924101', '2025-06-30');
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  ('T1', 'new_union_count', 'region:320924', '2023-03-15', '2026-03-14', null, 30, '>='),
  -- A rate over the same days: three of three are single unions.
  ('T2', 'new_union_independent_share', 'region:320924', '2023-03-15', '2026-03-14', null, 0.5, '>='),
  -- Over since March: it stays what it was on its last day.
  ('T3', 'new_union_count', 'region:320924101', '2024-12-01', '2025-03-31', null, 5, '>=');
