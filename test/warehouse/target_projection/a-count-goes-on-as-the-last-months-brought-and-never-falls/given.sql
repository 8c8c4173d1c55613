-- as of 2025-06-30
-- Three new unions in the middle of each month for two years: 18 this year, 18 more to come.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'U' || lpad(i::text, 3, '0'), '工会' || i, 'single', '320924100', '320924100',
    date '2023-07-15' + ((i - 1) / 3) * interval '1 month'
  from generate_series(1, 72) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  ('T1', 'new_union_count', 'region:320924', '2025-01-01', '2025-12-31', null, 30, '>='),
  ('T2', 'new_union_count', 'region:320924100', '2025-06-01', '2025-12-31', null, 40, '>=');
