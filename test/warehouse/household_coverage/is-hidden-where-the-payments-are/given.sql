-- Households 1 to 120, kept by the county.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 120) as i;
-- The first town keeps households 121 to 150.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924100', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(121, 150) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  -- The town itself pays three of its households, so its payments are hidden, and the county pays twenty more of them.
  select 'A' || i, '320924100', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(121, 123) as i
  union all
  select 'B' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(124, 143) as i;
