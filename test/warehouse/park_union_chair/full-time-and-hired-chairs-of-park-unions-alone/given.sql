insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, dissolved_on, chair_kind) values
  ('U1', '合德园区工会', 'park', '320924100', '320924100', 'P1', '2020-01-01', null, 'hired'),
  ('U2', '临海园区工会', 'park', '320924101', '320924101', 'P2', '2020-01-01', null, 'part_time'),
  ('U3', '临海园区二期工会', 'park', '320924101', '320924101', 'P2', '2024-06-30', null, 'full_time'),
  -- Nobody has written down what kind of chair it has.
  ('U4', '临海园区三期工会', 'park', '320924101', '320924101', 'P2', '2020-01-01', null, null),
  ('U5', '临海园区旧工会', 'park', '320924101', '320924101', 'P2', '2020-01-01', '2024-06-30', 'full_time'),
  -- In the park, and not the park's own.
  ('U6', '单独工会', 'single', '320924101', '320924101', 'P2', '2020-01-01', null, 'full_time');
