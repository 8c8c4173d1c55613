-- as of 2024-06-15
-- Households 1 to 30, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  select 'A' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-05-31' from generate_series(1, 20) as i
  union all
  -- One payment a day would be told by the difference of two nights.
  select 'B' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-06-01' + i from generate_series(1, 10) as i;
