-- Households 1 to 42, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 42) as i;
-- 43 is never visited: alone at the end of March, it is not told. It is opened on the window's second day, 44 is closed on its last: neither counts, or there would be 45 after rounding.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on, closed_on) values
  ('H43', '320924', '320924100', 'deep', 'V1', '2024-01-02', null),
  ('H44', '320924', '320924100', 'deep', 'V1', '2020-01-01', '2024-02-29');
insert into household_visit (household_id, visited_on, programme, team)
  -- Thirty are visited in January or February, some twice.
  select i, date '2024-01-01', 'two_month', 'A' from generate_series(1, 20) as i
  union all
  select i, date '2024-02-29', 'two_month', 'A' from generate_series(11, 30) as i
  union all
  -- A visit of another programme, and one a day late.
  select i, date '2024-02-10', 'quarterly', 'A' from generate_series(31, 36) as i
  union all
  select i, date '2024-03-01', 'two_month', 'A' from generate_series(37, 42) as i;
