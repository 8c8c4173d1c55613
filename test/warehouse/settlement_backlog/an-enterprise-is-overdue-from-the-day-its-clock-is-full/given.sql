insert into enterprise (credit_code) select '91320924000000000' || i from generate_series(1, 4) as i;
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public) values
  -- Six months are full on 29 June.
  (1, '2023-12-29', null, '甲', '320924100', 'P1', true),
  (2, '2020-01-01', null, '乙', '320924100', 'P1', true),
  -- A new settler that moves within the county keeps its age.
  (3, '2023-06-30', '2024-06-01', '丙', '320924101', null, true),
  (3, '2024-06-01', null, '丙', '320924100', null, true),
  -- Closed.
  (4, '2020-01-01', '2024-06-29', '丁', '320924100', 'P1', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from, valid_to) values
  -- Its coverage ends: it is without a union again, and long settled.
  (2, 1, 'joint', '2021-01-01', '2024-06-30');
