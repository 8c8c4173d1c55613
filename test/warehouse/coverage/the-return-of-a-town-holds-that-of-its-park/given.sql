insert into aggregate_return (park_code, region_code, reported_on, enterprise_count, covered_count, worker_count, member_count) values
  ('P1', null, '2024-06-01', 10, 4, 500, 200),
  -- From 15 June the town reports as a whole, its park included.
  (null, '320924100', '2024-06-15', 30, 9, 900, 300);
