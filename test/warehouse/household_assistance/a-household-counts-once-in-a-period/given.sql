-- Households 1 to 30, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  -- Twenty households are paid in May and again in June.
  select 'A' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-05-10' from generate_series(1, 20) as i
  union all
  select 'B' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(1, 20) as i
  union all
  -- Somebody on the frontline without a file: no household.
  select 'C1', '320924', null, 'frontline', 'warmth', 10000, 'donation', date '2024-06-10';
