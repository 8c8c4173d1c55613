insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('U2', '乙工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('U3', '丙工会', 'joint', '320924101', '320924101', '2020-01-01'),
  ('U4', '丁工会', 'joint', '320924101', '320924101', '2020-01-01');
insert into rating_scheme (scheme_code, name, federation_code, valid_from) values ('TWO', '两级办法', '320924', '2020-01-01');
insert into rating_level (scheme_code, level, name) values ('TWO', 1, '一星'), ('TWO', 2, '二星');
