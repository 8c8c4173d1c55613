-- as of 2025-01-20
-- Forty files, thirty of them paid in 2024. The county's target of 2025 has no figure yet; the city's of 2024 ended with 30 of 40.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 40) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  select 'A' || i, '320924', i, 'hardship', 'living', 10000, 'government', date '2024-05-10' from generate_series(1, 30) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, is_inherited) values
  ('T25', 'household_coverage_rate', 'federation:320924', '2025-01-01', '2025-12-31', 0.2, 0.9, '>=', false),
  ('T24', 'household_coverage_rate', 'federation:320900', '2024-01-01', '2024-12-31', 0.2, 0.9, '>=', false);
