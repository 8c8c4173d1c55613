insert into enterprise (credit_code) select '91320924000000000' || i from generate_series(1, 6) as i;
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, industry_code, is_non_public) values
  -- Covered 100 days after it settled, in the other town.
  (1, '2024-01-01', '2024-03-01', '甲', '320924100', 'P1', 'C', true),
  (1, '2024-03-01', null, '甲', '320924101', null, 'C', true),
  (2, '2024-06-01', null, '乙', '320924101', null, 'F', false),
  (3, '2024-01-01', null, '丙', '320924101', null, 'C', true),
  (4, '2024-01-01', null, '丁', '320924101', null, 'C', true),
  (5, '2020-01-01', null, '戊', '320924101', null, 'C', true),
  (6, '2024-01-01', null, '己', '320924101', null, 'C', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924101', '320924101', '2020-01-01'),
  ('U2', '联合会', 'federation', '320924101', '320924101', '2020-01-01'),
  ('U3', '新工会', 'single', '320924101', '320924101', '2024-06-30');
insert into coverage_link (enterprise_id, union_id, kind, valid_from, valid_to) values
  (1, 1, 'joint', '2024-04-10', null),
  -- The day on which it settled.
  (2, 1, 'joint', '2024-06-01', null),
  -- Second coverage and organisers make no union.
  (3, 2, 'federation_secondary', '2024-06-01', null),
  (4, 1, 'organiser', '2024-06-01', null),
  -- Covered before, and now again.
  (5, 1, 'joint', '2021-01-01', '2023-01-01'),
  (5, 1, 'joint', '2024-06-01', null),
  -- From the day on which the union is approved: 181 days.
  (6, 3, 'independent', '2024-05-01', null);
