-- Households 1 to 30, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
insert into federation (federation_code, name, level, parent_code, region_code) values
  ('320924102', '千秋镇总工会', 'town', '320924', '320924102');
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on) 
  -- Three households in the first town: too few to show.
  select 'A' || i, '320924100', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(1, 3) as i
  union all
  -- Six in the second: county less the third town would tell the first, so this one goes with it.
  select 'B' || i, '320924101', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(4, 9) as i
  union all
  -- Ten in the third.
  select 'C' || i, '320924102', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(10, 19) as i;
