-- Sheyang county (320924) with two towns and two parks: what every case begins with.
insert into federation (federation_code, name, level, parent_code, region_code) values
  ('320900', '盐城市总工会', 'city', null, '320900'),
  ('320924', '射阳县总工会', 'county', '320900', '320924'),
  ('320924100', '合德镇总工会', 'town', '320924', '320924100'),
  ('320924101', '临海镇总工会', 'town', '320924', '320924101'),
  ('320924-EDU', '射阳县教育工会', 'industry', '320924', '320924');

insert into park (park_code, name, level, region_code, opened_on) values
  ('P1', '合德工业园', 'county', '320924100', '2010-01-01'),
  ('P2', '临海工业园', 'county', '320924101', '2010-01-01');
