insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on) values
  ('H1', 'wage', '320924100', '320924100', '2024-01-01', '2024-01-01', '2025-01-01'),
  ('H2', 'wage', '320924100', '320924100', '2024-01-01', '2024-01-01', '2025-01-01'),
  ('H3', 'female_special', '320924100', '320924100', '2024-01-01', '2024-01-01', '2025-01-01');
