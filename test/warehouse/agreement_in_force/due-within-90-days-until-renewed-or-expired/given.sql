insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, renews_agreement_no) values
  -- 90 days before 29 June is 31 March.
  ('H1', 'wage', '320924100', '320924100', '2023-06-01', '2023-06-29', '2024-06-29', null),
  ('H2', 'female_special', '320924100', '320924100', '2023-06-01', '2023-06-29', '2024-06-29', null),
  -- H1 is renewed in May; it stays due until it expires, but not open.
  ('H3', 'wage', '320924100', '320924100', '2024-05-10', '2024-06-29', '2025-06-29', 'H1');
