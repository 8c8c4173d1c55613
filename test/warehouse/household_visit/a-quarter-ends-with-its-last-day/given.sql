-- Forty files, open all the time.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 40) as i;
insert into household_visit (household_id, visited_on, programme, team)
  -- Thirty are visited on the first and the last day of the quarter, ten of the others a day before and a day after.
  select i, date '2024-01-01', 'quarterly', 'A' from generate_series(1, 15) as i
  union all
  select i, date '2024-03-31', 'quarterly', 'A' from generate_series(16, 30) as i
  union all
  select i, date '2023-12-31', 'quarterly', 'A' from generate_series(31, 35) as i
  union all
  select i, date '2024-04-01', 'quarterly', 'A' from generate_series(36, 40) as i;
