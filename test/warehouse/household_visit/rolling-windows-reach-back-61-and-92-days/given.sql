-- Households 1 to 40, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 40) as i;
insert into household_visit (household_id, visited_on, programme, team)
  -- 61 days before 31 March is 30 January.
  select i, date '2024-01-30', 'two_month', 'A' from generate_series(1, 20) as i
  union all
  select i, date '2024-01-29', 'two_month', 'A' from generate_series(21, 40) as i
  union all
  -- 92 days before 30 June is 30 March.
  select i, date '2024-03-30', 'quarterly', 'A' from generate_series(1, 25) as i
  union all
  select i, date '2024-03-29', 'quarterly', 'A' from generate_series(26, 40) as i;
