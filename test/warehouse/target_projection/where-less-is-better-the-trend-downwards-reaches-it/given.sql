-- as of 2025-06-30
-- 20 shells of 100 a year ago, one rectified each month: 8 of 100 today.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'U' || lpad(i::text, 3, '0'), '工会' || i, 'single', '320924100', '320924100', '2020-01-01'
  from generate_series(1, 100) as i;
insert into census_finding (union_id, checked_on, result, rectified_on)
  select i, '2024-01-01', case when i <= 20 then 'shell' else 'normal' end,
    case when i <= 12 then date '2024-07-10' + (i - 1) * interval '1 month' end
  from generate_series(1, 100) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  ('T1', 'union_shell_zombie_share', 'region:320924', '2025-01-01', '2025-12-31', 0.15, 0.05, '<');
