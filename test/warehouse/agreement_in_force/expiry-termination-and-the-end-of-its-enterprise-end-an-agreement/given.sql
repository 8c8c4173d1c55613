insert into enterprise (credit_code) values ('91320924MA00000070'), ('91110108551385082Q');
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', null, '甲公司', '320924100', 'P1', true),
  (2, '2020-01-01', '2024-06-20', '乙公司', '320924100', 'P1', true);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, terminated_on) values
  ('H1', 'wage', '320924100', '320924100', '2023-06-01', '2023-06-10', '2024-06-10', null),
  ('H2', 'collective', '320924100', '320924100', '2023-06-01', '2023-06-10', '2026-06-10', '2024-06-15'),
  -- Its only enterprise is gone on 20 June.
  ('H3', 'female_special', '320924100', '320924100', '2023-06-01', '2023-06-10', '2026-06-10', null),
  -- One of its two enterprises is still there, and both were in the park when it was signed.
  ('H4', 'regional_wage', '320924100', '320924100', '2024-06-12', '2024-06-25', '2025-06-25', null),
  -- Signed after the night.
  ('H5', 'wage', '320924100', '320924100', '2024-07-01', '2024-06-01', '2025-06-01', null);
insert into agreement_enterprise (agreement_no, enterprise_id) values ('H1', 1), ('H2', 1), ('H3', 2), ('H4', 1), ('H4', 2);
