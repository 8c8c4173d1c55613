-- Households 1 to 30, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
-- A town's industry federation answers to the county, so the town's region holds more than the town's federation.
insert into federation (federation_code, name, level, parent_code, region_code) values
  ('320924100-SEA', '合德镇渔业工会', 'industry', '320924', '320924100');
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  select 'A' || i, '320924100', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(1, 10) as i
  union all
  -- Two: the region less the town's federation would tell of them.
  select 'B' || i, '320924100-SEA', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(11, 12) as i
  union all
  select 'C' || i, '320924101', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(13, 22) as i
  union all
  select 'D' || i, '320924-EDU', i, 'hardship', 'living', 10000, 'government', date '2024-06-10' from generate_series(23, 28) as i;
