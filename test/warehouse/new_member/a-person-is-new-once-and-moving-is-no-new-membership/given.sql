insert into enterprise (credit_code) values ('913209240000000001'), ('913209240000000002');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, industry_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', 'P1', 'C', true),
  (2, '2020-01-01', '乙', '320924101', null, 'F', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '单独工会', 'single', '320924100', '320924100', '2020-01-01'),
  ('U2', '单独工会', 'single', '320924101', '320924101', '2020-01-01');
insert into member (member_key, enterprise_id, union_id, joined_on, left_on, validity) values
  ('person-one', 1, 1, '2024-02-01', '2024-05-01', 'valid'),
  -- Moves to another enterprise.
  ('person-one', 2, 2, '2024-05-01', null, 'valid'),
  ('person-two', 1, 1, '2024-06-30', null, 'valid'),
  -- Two records of one day.
  ('person-six', 2, 2, '2024-06-30', null, 'valid'),
  ('person-six', 1, 1, '2024-06-30', null, 'valid'),
  -- Not valid records, and one of tomorrow.
  ('person-thr', 1, 1, '2024-06-01', null, 'duplicate'),
  ('person-fou', 1, 1, '2024-06-01', null, 'incomplete'),
  ('person-fiv', 1, 1, '2024-07-01', null, 'valid');
