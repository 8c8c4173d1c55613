-- as of 2024-07-04
-- months settle after 5 days
-- Thirty households are paid in April, May and June. What was paid in May and recorded by 5 June is May's; June has not settled.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on, recorded_at)
  select 'A' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-04-10', timestamptz '2024-04-10 12:00+08'
  from generate_series(1, 30) as i
  union all
  select 'B' || i, '320924', i, 'hardship', 'living', 10000, 'government', '2024-05-10', '2024-06-05 23:59+08'
  from generate_series(1, 30) as i
  union all
  select 'C1', '320924', 1, 'hardship', 'living', 990000, 'government', '2024-05-10', '2024-06-06 00:00+08'
  union all
  select 'D' || i, '320924', i, 'hardship', 'living', 20000, 'government', '2024-06-10', '2024-06-10 12:00+08'
  from generate_series(1, 30) as i;
