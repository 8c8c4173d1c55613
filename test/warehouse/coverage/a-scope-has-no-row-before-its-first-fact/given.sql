insert into enterprise (credit_code) values ('913209240000000001'), ('913209240000000002');
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public) values
  (1, '2024-06-29', null, '甲', '320924100', 'P1', true),
  -- Gone again: zero of zero is still a row.
  (2, '2024-06-28', '2024-06-30', '乙', '320924101', 'P2', true);
