insert into enterprise (credit_code) select '91320924000000000' || i from generate_series(1, 7) as i;
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', null, '甲', '320924100', 'P1', true),
  (2, '2020-01-01', null, '乙', '320924100', 'P1', true),
  (3, '2020-01-01', null, '丙', '320924100', null, true),
  (4, '2020-01-01', null, '丁', '320924100', null, true),
  (5, '2020-01-01', null, '戊', '320924101', null, true),
  -- Closes after the campaign: what was reached is not lost.
  (6, '2020-01-01', '2024-06-10', '己', '320924100', null, true),
  (7, '2020-01-01', null, '庚', '320924100', null, true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from, valid_to) values
  -- The first and the last day of the campaign, the day before, and the day after.
  (1, 1, 'joint', '2024-05-01', null),
  (2, 1, 'joint', '2024-05-31', null),
  (3, 1, 'joint', '2024-04-30', null),
  (4, 1, 'joint', '2024-06-01', null),
  -- In the other town, which has no goal of its own.
  (5, 1, 'joint', '2024-05-02', null),
  (6, 1, 'joint', '2024-05-02', null),
  -- Had a union before.
  (7, 1, 'joint', '2021-01-01', '2022-01-01'),
  (7, 1, 'joint', '2024-05-02', null);
insert into campaign (campaign_code, name, kind, federation_code, starts_on, ends_on) values
  ('C1', '集中建会月', 'unionisation', '320924', '2024-05-01', '2024-05-31'),
  ('C2', '协商突击月', 'bargaining', '320924', '2024-05-01', '2024-05-31'),
  ('C3', '下半年集中建会月', 'unionisation', '320924', '2024-07-01', '2024-07-31');
insert into campaign_goal (campaign_code, scope_id, goal_count) values
  ('C1', 'region:320924', 3), ('C1', 'region:320924100', 4), ('C1', 'park:P1', 1), ('C1', 'federation:320924', 10),
  ('C2', 'region:320924', 5), ('C3', 'region:320924', 5);
