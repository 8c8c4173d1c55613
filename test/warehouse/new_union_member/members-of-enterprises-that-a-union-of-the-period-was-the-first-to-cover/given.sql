insert into enterprise (credit_code, members_registered_on) values
  ('913209240000000001', null), ('913209240000000002', null), ('913209240000000003', '2024-06-01'), ('913209240000000004', null);
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', true from generate_series(1, 4) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on) values
  ('U1', '上年工会', 'single', '320924100', '320924100', null, '2023-11-01'),
  ('U2', '本年工会', 'joint', '320924100', '320924100', 'P1', '2024-05-20'),
  -- New, and it covers nobody.
  ('U3', '新工会', 'single', '320924101', '320924101', null, '2024-06-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values
  (1, 1, 'independent', '2023-11-01'),
  (2, 2, 'joint', '2024-05-20'),
  (3, 2, 'joint', '2024-06-10'),
  -- Has long had a union: its members are not new.
  (4, 1, 'joint', '2023-11-01'),
  (4, 2, 'joint', '2024-05-20');
insert into membership_observation (enterprise_id, observed_on, source, member_count) values
  -- Reported when the union was of an earlier calendar year, in the same union year.
  (1, '2024-03-01', 'return', 10),
  (2, '2024-05-31', 'return', 20),
  (2, '2024-06-20', 'return', 25),
  (4, '2024-05-31', 'return', 99);
insert into member (member_key, enterprise_id, union_id, joined_on) values ('person-one', 3, 2, '2024-06-10'), ('person-two', 3, 2, '2024-06-12');
