insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', 'P1', true);
