insert into enterprise (credit_code) values ('91320924MA00000070'), ('91110108551385082Q');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲公司', '320924100', true),
  (2, '2020-01-01', '乙公司', '320924100', true);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, covered_enterprise_count) values
  -- Two named of 30.
  ('H1', 'regional_wage', '320924100', '320924100', '2024-01-01', '2024-01-01', '2025-01-01', 30),
  -- None named.
  ('H2', 'regional_wage', '320924101', '320924101', '2024-01-01', '2024-01-01', '2025-01-01', 12),
  -- Names as many as it says.
  ('H3', 'wage', '320924100', '320924100', '2024-01-01', '2024-01-01', '2025-01-01', 1),
  -- Not about wages.
  ('H4', 'collective', '320924100', '320924100', '2024-01-01', '2024-01-01', '2025-01-01', 9);
insert into agreement_enterprise (agreement_no, enterprise_id) values ('H1', 1), ('H1', 2), ('H3', 1);
