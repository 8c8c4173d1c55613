-- as of 2025-06-30
-- 42 unions are to be new in the year; 20 are, half a year on.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'U' || lpad(i::text, 3, '0'), '工会' || i, 'single', '320924100', '320924100', date '2025-01-01' + i
  from generate_series(1, 20) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, calendar_method) values
  ('T1', 'new_union_count', 'region:320924', '2025-01-01', '2025-12-31', null, 42, '>=', 'month');
