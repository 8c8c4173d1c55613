-- as of 2012-07-16
-- 75 unions of the year, all in one park: the park, its town and its county have the same count and different periods.
insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on)
  select 'U' || lpad(i::text, 3, '0'), '工会' || i, 'single', '320924100', '320924100', 'P1', date '2012-01-02' + i
  from generate_series(1, 75) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, light_rule_code) values
  -- The calendar year, 198 of 366 days: 2.7 points behind, where the rule says nothing.
  ('T1', 'new_union_count', 'park:P1', '2012-01-01', '2012-12-31', null, 146, '>=', 'YINCHUAN-2025'),
  -- The union year, 290 of 366.
  ('T2', 'new_union_count', 'region:320924100', '2011-10-01', '2012-09-30', null, 146, '>=', 'YINCHUAN-2025'),
  -- A deadline of 20 September, 198 of 264.
  ('T3', 'new_union_count', 'region:320924', '2012-01-01', '2012-09-20', null, 146, '>=', 'YINCHUAN-2025');
