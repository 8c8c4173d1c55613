insert into enterprise (credit_code) values ('913209240000000001'), ('913209240000000002');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  -- The last day of a month: a year is full on 30 June all the same.
  (1, '2023-06-30', '甲', '320924100', 'P1', true),
  (2, '2024-06-30', '乙', '320924100', 'P1', true);
