-- Households 1 to 100, their files open all year.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 100) as i;
-- 101 to 110 leave hardship in March, 111 to 120 enter it in May.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on, closed_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01', date '2024-03-15' from generate_series(101, 110) as i;
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2024-05-15' from generate_series(111, 120) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  -- Paid in February: those that left in March were assisted too.
  select 'A' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-02-10' from generate_series(91, 110) as i
  union all
  -- The city pays too; where a file is kept counts, not who paid.
  select 'B' || i, '320900', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(1, 30) as i
  union all
  -- On the day of closing and after it there is no file.
  select 'C' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-06-15' from generate_series(101, 110) as i;
