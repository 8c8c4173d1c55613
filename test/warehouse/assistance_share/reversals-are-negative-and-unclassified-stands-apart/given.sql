-- Households 1 to 30, their files open.
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on) values
  ('G1', '320924', 1, 'hardship', 'living', 100000, 'government', '2024-06-01'),
  ('G2', '320924', 2, 'hardship', 'living', 100000, 'government', '2024-06-01'),
  ('G3', '320924', 3, 'hardship', 'living', 100000, 'government', '2024-06-01'),
  ('G4', '320924', 4, 'hardship', 'living', 100000, 'government', '2024-06-01'),
  ('G5', '320924', 5, 'hardship', 'living', 100000, 'government', '2024-06-01'),
  -- The same household again: a second grant, not a second household.
  ('G6', '320924', 5, 'hardship', 'medical', 50000, 'government', '2024-06-02'),
  ('G7', '320924', null, 'frontline', 'warmth', 30000, 'donation', '2024-06-03'),
  ('G8', '320924', null, 'unclassified', 'warmth', 20000, 'donation', '2024-06-03'),
  ('G9', '320924', null, 'cadre', 'warmth', 10000, 'donation', '2024-06-03');
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on, reverses_grant_no) values
  ('R1', '320924', 1, 'hardship', 'living', -40000, 'government', '2024-06-10', 'G1');
