insert into enterprise (credit_code, members_registered_on) values
  ('913209240000000001', '2021-01-01'), ('913209240000000002', '2021-01-01');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', 'P1', true),
  (2, '2020-01-01', '乙', '320924101', 'P2', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2020-01-01'),
  ('U2', '联合会', 'federation', '320924100', '320924100', '2020-01-01'),
  ('U3', '单独工会', 'single', '320924101', '320924101', '2020-01-01');
insert into member (member_key, enterprise_id, union_id, joined_on, left_on, validity) values
  -- The same person in a joint union and in a federation of unions, for one firm: one.
  ('person-one', 1, 1, '2021-01-01', null, 'valid'),
  ('person-one', 1, 2, '2021-03-01', null, 'valid'),
  -- A record marked as a duplicate never counts.
  ('person-two', 1, 1, '2021-01-01', null, 'valid'),
  ('person-dup', 1, 1, '2021-01-01', null, 'duplicate'),
  ('person-inc', 1, 1, '2021-01-01', null, 'incomplete'),
  -- A member of two firms counts where they joined last, and goes back when they leave there.
  ('person-six', 1, 1, '2021-01-01', null, 'valid'),
  ('person-six', 2, 3, '2024-06-01', '2024-06-20', 'valid');
