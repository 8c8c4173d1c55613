insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('U2', '乙工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('U3', '丙工会', 'joint', '320924101', '320924101', '2020-01-01'),
  ('U4', '丁工会', 'joint', '320924101', '320924101', '2020-01-01');
insert into rating_scheme (scheme_code, name, federation_code, valid_from) values
  ('OLD-3', '三级办法', '320924', '2020-01-01'),
  ('NEW-5', '五级办法', '320924', '2024-01-01');
insert into rating_level (scheme_code, level, name) select 'OLD-3', i, i || '星' from generate_series(1, 3) as i;
insert into rating_level (scheme_code, level, name) select 'NEW-5', i, i || '星' from generate_series(1, 5) as i;
insert into rating_round (round_code, scheme_code, name, opened_on, closed_on) values
  ('O1', 'OLD-3', '第一轮', '2022-01-01', '2022-06-30'),
  ('N1', 'NEW-5', '第一轮', '2024-01-01', '2024-05-31');
insert into star_rating (round_code, scheme_code, union_id, level, outcome, decided_on) values
  -- Three stars of three: not of the scheme that counts.
  ('O1', 'OLD-3', 4, 3, 'first', '2022-06-01'),
  ('N1', 'NEW-5', 1, 5, 'first', '2024-05-15'),
  ('N1', 'NEW-5', 2, 3, 'first', '2024-05-15'),
  ('N1', 'NEW-5', 3, 2, 'first', '2024-05-15');
