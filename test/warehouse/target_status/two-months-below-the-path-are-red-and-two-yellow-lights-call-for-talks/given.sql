-- as of 2024-06-20
-- New unions of the county: 10 by the end of March, none in April, 2 in May, 2 in June; the path to 36 stands at 11.9, 14.95 and
-- 16.9. Of the second town 1 by March and 2 in June; its path to 4 stands at 1.3, 1.7 and 1.9, so it has caught up.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'A' || i, '工会' || i, 'single', '320924100', '320924100', '2024-02-01'::date from generate_series(1, 9) as i
  union all
  select 'B' || i, '工会' || i, 'single', '320924100', '320924100', '2024-05-10' from generate_series(1, 2) as i
  union all
  select 'C1', '工会', 'single', '320924101', '320924101', '2024-03-10'
  union all
  select 'D' || i, '工会' || i, 'single', '320924101', '320924101', '2024-06-10' from generate_series(1, 2) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, target_value, comparison, light_rule_code) values
  ('T1', 'new_union_count', 'region:320924', '2024-01-01', '2024-12-31', 36, '>=', 'SANYA-2022'),
  ('T2', 'new_union_count', 'region:320900', '2024-01-01', '2024-12-31', 36, '>=', 'SANYA-2022-PROJECT'),
  ('T3', 'new_union_count', 'region:320924101', '2024-01-01', '2024-12-31', 4, '>=', 'SANYA-2022'),
  ('T4', 'new_union_count', 'federation:320924', '2024-01-01', '2024-12-31', 36, '>=', null);
