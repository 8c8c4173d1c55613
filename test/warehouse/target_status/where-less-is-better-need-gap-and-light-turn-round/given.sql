-- as of 2025-06-30
-- 40 unions of the first park were checked: 2 are shells, 5.00 %. Of 100 in the second 4 are, of 10 in the third 3.
insert into park (park_code, name, level, region_code, opened_on) values ('P3', '第三工业园', 'county', '320924100', '2010-01-01');
insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on)
  select 'U' || lpad(i::text, 3, '0'), '工会' || i, 'single', '320924100', '320924100',
    case when i <= 40 then 'P1' when i <= 140 then 'P2' else 'P3' end, '2020-01-01'
  from generate_series(1, 150) as i;
insert into census_finding (union_id, checked_on, result)
  select i, '2025-03-01', case when i <= 2 or i between 41 and 44 or i between 141 and 143 then 'shell' else 'normal' end
  from generate_series(1, 150) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, calendar_method) values
  -- 5.00 % is not less than 5 %: one too many. The path from 9 % is at 7 %.
  ('T1', 'union_shell_zombie_share', 'region:320924', '2025-01-01', '2025-12-31', 0.09, 0.05, '<', 'month');
