insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2024-06-15', '甲', '320924100', 'P1', true);
insert into aggregate_return (park_code, reported_on, enterprise_count, covered_count, worker_count, member_count) values
  ('P1', '2024-03-31', 10, 4, 500, 200);
