insert into enterprise (credit_code) values
  ('91320924MA00000070'), ('91110108551385082Q'), ('91370000728611939A'), ('52410000663412719U');
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, industry_code, unit_type_code, is_non_public) values
  (1, '2020-01-01', null, '甲公司', '320924100', 'P1', 'C13', '170', true),
  (2, '2020-01-01', null, '乙公司', '320924100', 'P1', 'F51', '170', true),
  (3, '2020-01-01', null, '丙公司', '320924100', null, 'C13', '110', false),
  -- Covered, and closed on 15 June: it leaves both sides.
  (4, '2020-01-01', '2024-06-15', '丁公司', '320924101', null, 'C13', '170', true);
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values
  (1, '2024-01-01', 'census', 100), (1, '2024-06-20', 'register', 120), (2, '2024-01-01', 'census', 30),
  (3, '2024-01-01', 'census', 50), (4, '2024-01-01', 'census', 20);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, covered_enterprise_count) values
  ('H1', 'wage', '320924100', '320924100', '2024-01-01', '2024-01-01', '2024-06-25', 1),
  -- The region's agreement names enterprise 1 again, and says it covers ten.
  ('H2', 'regional_wage', '320924', '320924', '2024-06-01', '2024-06-05', '2025-06-05', 10),
  -- Not about wages.
  ('H3', 'collective', '320924100', '320924100', '2024-01-01', '2024-01-01', '2026-01-01', 1);
insert into agreement_enterprise (agreement_no, enterprise_id) values ('H1', 1), ('H2', 1), ('H2', 2), ('H2', 4), ('H3', 3);
