-- P1 only returns; P2 has a register alone; the register of the town began after its return.
insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2024-06-01', '甲', '320924101', 'P2', true);
insert into aggregate_return (park_code, region_code, reported_on, enterprise_count, covered_count, worker_count, member_count) values
  ('P1', null, '2024-03-31', 4, 0, 0, 0),
  (null, '320924101', '2024-03-31', 3, 0, 0, 0);
