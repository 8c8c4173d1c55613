insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on) values
  ('U1', '上年工会', 'single', '320924100', '320924100', null, '2023-11-01'),
  ('U2', '本年工会', 'single', '320924100', '320924100', 'P1', '2024-05-20'),
  -- New, and nobody has joined it.
  ('U3', '新工会', 'single', '320924101', '320924101', null, '2024-06-01');
insert into member (member_key, enterprise_id, union_id, joined_on) values
  -- Joins in 2024 a union of the union year that began in October 2023.
  ('person-one', 1, 1, '2024-06-10'),
  -- Joined before the approval: counts from its day.
  ('person-two', 1, 2, '2024-05-01'),
  ('person-thr', 1, 2, '2024-06-10');
