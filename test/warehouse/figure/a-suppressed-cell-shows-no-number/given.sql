-- Households 1 to 30, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on) values
  ('G1', '320924', 1, 'hardship', 'living', 100000, 'government', '2024-06-01');
