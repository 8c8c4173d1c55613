-- 100 enterprises, 50 of them covered by one joint union.
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 100) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', 'P1', true from generate_series(1, 100) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '联合工会', 'joint', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select i, 1, 'joint', '2021-01-01' from generate_series(1, 50) as i;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, target_value, comparison, is_inherited, supersedes_code) values
  ('OLD', 'enterprise_unionisation_rate', 'region:320924', '2024-01-01', '2024-12-31', 0.4, '>=', true, null),
  ('NEW', 'enterprise_unionisation_rate', 'region:320924', '2024-01-01', '2024-12-31', 0.6, '>=', true, 'OLD'),
  -- Supersedes only when it begins.
  ('NEXT', 'enterprise_unionisation_rate', 'region:320924', '2024-07-01', '2024-12-31', 0.9, '>=', true, 'NEW'),
  ('PARK', 'enterprise_unionisation_rate', 'park:P1', '2024-01-01', '2024-12-31', 0.7, '>=', true, null),
  -- For the town alone: nothing below it inherits this.
  ('TOWN', 'enterprise_unionisation_rate', 'region:320924100', '2024-01-01', '2024-12-31', 0.8, '>=', false, null),
  -- Ended: a running target above goes before it.
  ('LAST', 'enterprise_unionisation_rate', 'park:P2', '2023-01-01', '2023-12-31', 0.3, '>=', true, null);
