insert into enterprise (credit_code) values ('91320924MA00000070'), ('91110108551385082Q'), ('91370000728611939A');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲公司', '320924100', true),
  (2, '2020-01-01', '乙公司', '320924100', true),
  (3, '2020-01-01', '丙公司', '320924100', true);
insert into headcount_observation (enterprise_id, observed_on, source, worker_count, female_count) values
  (1, '2024-01-01', 'census', 100, 40),
  -- A later observation that does not state it leaves it as it was.
  (1, '2024-06-10', 'social_insurance', 110, null),
  (2, '2024-01-01', 'census', 60, 15),
  (3, '2024-01-01', 'census', 80, null);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on) values
  ('N1', 'female_special', '320924100', '320924100', '2024-06-01', '2024-06-01', '2026-06-01'),
  ('N2', 'female_special', '320924100', '320924100', '2024-06-01', '2024-06-01', '2026-06-01'),
  -- A wage agreement protects nobody in particular.
  ('H1', 'wage', '320924100', '320924100', '2024-06-01', '2024-06-01', '2025-06-01');
insert into agreement_enterprise (agreement_no, enterprise_id) values ('N1', 1), ('N2', 3), ('H1', 2);
