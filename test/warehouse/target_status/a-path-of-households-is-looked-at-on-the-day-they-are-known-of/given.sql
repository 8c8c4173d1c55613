-- as of 2025-03-15
-- Forty files, eight of them paid by the end of February: on the path from 0 to 1 on that day (59 of 365 days), 16 days later behind it.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 40) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  select 'A' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2025-02-10' from generate_series(1, 8) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, is_inherited) values
  ('T25', 'household_coverage_rate', 'federation:320924', '2025-01-01', '2025-12-31', 0, 1, '>=', false);
