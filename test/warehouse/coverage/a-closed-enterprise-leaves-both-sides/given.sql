insert into enterprise (credit_code) values ('913209240000000001'), ('913209240000000002');
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, is_non_public) values
  -- Closed on 15 June: 14 June is its last day.
  (1, '2020-01-01', '2024-06-15', '甲', '320924100', true),
  (2, '2020-01-01', null, '乙', '320924100', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values
  -- The link itself was never ended.
  (1, 1, 'joint', '2021-01-01');
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values
  (1, '2020-01-01', 'census', 30), (2, '2020-01-01', 'census', 20);
insert into membership_observation (enterprise_id, observed_on, source, member_count) values (1, '2021-01-01', 'return', 25);
