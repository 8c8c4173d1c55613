insert into enterprise (credit_code, members_registered_on) values ('913209240000000001', '2024-06-10');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '单独工会', 'single', '320924100', '320924100', '2020-01-01');
-- Reported: 40. Registered by name: 2.
insert into membership_observation (enterprise_id, observed_on, source, member_count) values
  (1, '2024-01-01', 'return', 40),
  (1, '2024-06-20', 'return', 41);
insert into member (member_key, enterprise_id, union_id, joined_on) values
  ('person-one', 1, 1, '2021-01-01'), ('person-two', 1, 1, '2021-01-01');
