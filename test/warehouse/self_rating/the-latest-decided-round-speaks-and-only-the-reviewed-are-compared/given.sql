insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, dissolved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', 'P1', '2020-01-01', null),
  ('U2', '乙工会', 'single', '320924100', '320924100', 'P1', '2020-01-01', null),
  ('U3', '丙工会', 'joint', '320924101', '320924101', null, '2020-01-01', '2024-06-20'),
  ('U4', '丁工会', 'joint', '320924101', '320924101', null, '2020-01-01', null);
insert into rating_scheme (scheme_code, name, federation_code, valid_from) values ('COUNTY-3', '县三级办法', '320924', '2022-01-01');
insert into rating_level (scheme_code, level, name) select 'COUNTY-3', i, i || '星' from generate_series(1, 3) as i;
insert into rating_round (round_code, scheme_code, name, opened_on, closed_on) values
  ('C1', 'COUNTY-3', '第一轮', '2023-01-01', '2023-06-30'),
  ('C2', 'COUNTY-3', '第二轮', '2024-01-01', null),
  -- Opened, and nothing is decided in it.
  ('C3', 'COUNTY-3', '第三轮', '2024-06-01', null);
insert into star_rating (round_code, scheme_code, union_id, self_score, review_score, level, outcome, decided_on) values
  ('C1', 'COUNTY-3', 1, 90.00, 80.00, 2, 'first', '2023-06-01'),
  ('C2', 'COUNTY-3', 1, 95.50, 90.25, 3, 'raise', '2024-06-10'),
  -- The review gives more than the union itself.
  ('C2', 'COUNTY-3', 2, 70.00, 72.00, 1, 'first', '2024-06-12'),
  -- Dissolved afterwards.
  ('C2', 'COUNTY-3', 3, 88.00, 80.00, 2, 'first', '2024-06-12'),
  -- Rated itself and waits for the review.
  ('C2', 'COUNTY-3', 4, 85.00, null, null, null, null),
  ('C3', 'COUNTY-3', 1, 99.00, null, null, null, null);
