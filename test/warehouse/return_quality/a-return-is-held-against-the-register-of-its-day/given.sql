insert into enterprise (credit_code) select '91320924000000000' || i from generate_series(1, 5) as i;
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', null, '甲', '320924100', 'P1', true),
  (2, '2020-01-01', null, '乙', '320924100', 'P1', true),
  -- Closed the day before the second return.
  (3, '2020-01-01', '2024-06-09', '丙', '320924100', 'P1', true),
  -- Of the town, not of the park.
  (4, '2020-01-01', null, '丁', '320924100', null, true),
  -- Settled after the second return: the register grows, the comparison stays.
  (5, '2024-06-20', null, '戊', '320924100', 'P1', true);
insert into aggregate_return (park_code, region_code, reported_on, enterprise_count, covered_count, worker_count, member_count) values
  ('P1', null, '2024-03-31', 4, 0, 0, 0),
  ('P1', null, '2024-06-10', 2, 0, 0, 0),
  (null, '320924100', '2024-06-10', 6, 0, 0, 0);
