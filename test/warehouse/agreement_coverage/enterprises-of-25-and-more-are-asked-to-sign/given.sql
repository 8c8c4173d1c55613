insert into enterprise (credit_code) values
  ('91320924MA00000070'), ('91110108551385082Q'), ('91370000728611939A'), ('52410000663412719U');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲公司', '320924100', true),
  (2, '2020-01-01', '乙公司', '320924100', true),
  (3, '2020-01-01', '丙公司', '320924100', true),
  (4, '2020-01-01', '丁公司', '320924100', true);
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values
  (1, '2024-01-01', 'census', 25),
  -- Signed, but too small to be asked, until it grows on 10 June.
  (2, '2024-01-01', 'census', 24), (2, '2024-06-10', 'register', 26),
  (3, '2024-01-01', 'census', 200), (4, '2024-01-01', 'census', 200);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on) values
  ('H1', 'skill_grade', '320924100', '320924100', '2024-01-01', '2024-01-01', '2026-01-01'),
  ('H2', 'collective', '320924100', '320924100', '2024-01-01', '2024-01-01', '2026-01-01'),
  -- A contract for women alone is not what is asked for.
  ('N1', 'female_special', '320924100', '320924100', '2024-01-01', '2024-01-01', '2026-01-01');
insert into agreement_enterprise (agreement_no, enterprise_id) values ('H1', 1), ('H2', 1), ('H2', 2), ('N1', 3);
