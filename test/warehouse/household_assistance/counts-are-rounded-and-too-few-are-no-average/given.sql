-- Households 1 to 42, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 42) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  -- 23 households in the first town, 19 in the second: both may be told, but 19 are too few for an average.
  select 'A' || i, '320924100', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(1, 23) as i
  union all
  select 'B' || i, '320924101', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(24, 42) as i;
