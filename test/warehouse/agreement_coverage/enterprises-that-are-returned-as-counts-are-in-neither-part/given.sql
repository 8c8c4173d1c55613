insert into enterprise (credit_code) values ('91320924MA00000070');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', '甲公司', '320924100', 'P1', true);
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values (1, '2024-01-01', 'census', 100);
-- The other park reports counts alone: whether its 40 enterprises have agreements, nobody knows.
insert into aggregate_return (park_code, reported_on, enterprise_count, covered_count, worker_count, member_count) values
  ('P2', '2024-05-31', 40, 30, 2000, 1500);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on) values
  ('H1', 'wage', '320924100', '320924100', '2024-01-01', '2024-01-01', '2025-01-01');
insert into agreement_enterprise (agreement_no, enterprise_id) values ('H1', 1);
