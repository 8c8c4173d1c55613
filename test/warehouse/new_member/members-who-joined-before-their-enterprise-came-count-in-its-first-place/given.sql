insert into enterprise (credit_code) values ('913209240000000001');
-- It came from another county, and its members with it; later it moved on into the other town.
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public) values
  (1, '2024-03-01', '2024-05-01', '甲', '320924100', 'P1', true),
  (1, '2024-05-01', null, '甲', '320924101', null, true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '单独工会', 'single', '320924100', '320924100', '2020-01-01');
insert into member (member_key, enterprise_id, union_id, joined_on) values
  ('person-one', 1, 1, '2024-01-10'),
  ('person-two', 1, 1, '2024-06-01');
