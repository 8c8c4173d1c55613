insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', 'P1', true);
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values
  (1, '2024-06-01', 'return', 90),
  (1, '2024-06-01', 'social_insurance', 70),
  -- A census outweighs what was reported the same day,
  (1, '2024-06-01', 'census', 80),
  -- and any later observation outweighs it.
  (1, '2024-06-20', 'return', 85);
