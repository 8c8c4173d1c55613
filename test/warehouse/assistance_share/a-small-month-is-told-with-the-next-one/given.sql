-- Households 1 to 30, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  select 'A' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-03-10' from generate_series(1, 9) as i
  union all
  -- Three: neither April nor the sum until then, as March is told.
  select 'B' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-04-10' from generate_series(10, 12) as i
  union all
  -- Eight: the sum until May, not May alone.
  select 'C' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-05-10' from generate_series(13, 20) as i
  union all
  select 'D' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(21, 26) as i;
