-- A hundred households, each visited three times with 1,000 yuan.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 100) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  select 'G' || i || '-' || visit, '320924', i, 'hardship', 'warmth', 100000, 'government', make_date(2024, 2 * visit, 10)
  from generate_series(1, 100) as i, generate_series(1, 3) as visit;
