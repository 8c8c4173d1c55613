-- Households 1 to 40, their files open. Every household is paid 100 yuan in May, recorded in May.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 40) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on, recorded_at)
  select 'A' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-05-10', timestamptz '2024-05-10 12:00+08'
  from generate_series(1, 39) as i
  union all
  -- One of the last day, recorded on it, and one of June for each household.
  select 'A40', '320924', 40, 'hardship', 'living', 10000, 'government', '2024-05-31', '2024-05-31 23:30+08'
  union all
  select 'B' || i, '320924', i, 'hardship', 'living', 10000, 'government', '2024-06-10', '2024-06-10 12:00+08'
  from generate_series(1, 40) as i;
-- Ten more of May are recorded in June: they are June's.
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on, recorded_at)
  select 'C' || i, '320924', i, 'hardship', 'living', 5000, 'government', '2024-05-20', '2024-06-03 09:00+08' from generate_series(1, 10) as i;
-- In June one of May is corrected from 100 to 300 yuan, one is taken back, and one of June is taken back before June settled.
update assistance_grant set amount_cents = 30000 where grant_no = 'A1';
delete from assistance_grant where grant_no in ('A2', 'B3');
update assistance_booking set booked_at = '2024-06-20 09:00+08' where booked_at > '2025-01-01';
-- One of June becomes known in July.
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on, recorded_at)
  values ('D1', '320924', 1, 'hardship', 'living', 990000, 'government', '2024-06-25', '2024-07-01 00:10+08');
