insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', 'P1', '2020-01-01'),
  ('U2', '乙工会', 'single', '320924100', '320924100', null, '2020-01-01'),
  ('U3', '丙工会', 'joint', '320924101', '320924101', null, '2020-01-01'),
  ('U4', '教育工会', 'single', '320924-EDU', '320924100', null, '2020-01-01');
insert into rating_scheme (scheme_code, name, federation_code, valid_from) values
  ('COUNTY-3', '县三级办法', '320924', '2022-01-01'),
  ('CITY-5', '市五级办法', '320900', '2022-01-01');
insert into rating_level (scheme_code, level, name) select 'COUNTY-3', i, i || '星' from generate_series(1, 3) as i;
insert into rating_level (scheme_code, level, name) select 'CITY-5', i, i || '星' from generate_series(1, 5) as i;
insert into rating_round (round_code, scheme_code, name, opened_on, closed_on) values
  ('C1', 'COUNTY-3', '第一轮', '2023-01-01', '2023-06-30'),
  ('C2', 'COUNTY-3', '第二轮', '2024-01-01', '2024-05-31'),
  ('S1', 'CITY-5', '市第一轮', '2024-01-01', '2024-05-31');
insert into star_rating (round_code, scheme_code, union_id, level, outcome, decided_on) values
  ('C1', 'COUNTY-3', 1, 2, 'first', '2023-06-01');
update trade_union set dissolved_on = '2024-06-15' where union_id = 1;
