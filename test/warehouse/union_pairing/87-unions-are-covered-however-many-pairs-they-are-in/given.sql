-- A pairing programme that covers 87 grassroots unions of 100.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'U' || i, '工会' || i, 'single', '320924100', '320924100', '2020-01-01' from generate_series(1, 100) as i;
insert into union_pairing (pairing_code, programme, union_id, partner_union_id, starts_on)
  select 'J' || i, 'joint_prosper', i, i + 43, '2024-01-01' from generate_series(1, 43) as i;
insert into union_pairing (pairing_code, programme, union_id, partner_union_id, partner_name, starts_on, ends_on) values
  -- The 87th has a village for a partner.
  ('V1', 'village_enterprise', 87, null, '东方村', '2024-01-01', null),
  -- Unions that are in a pair already.
  ('K1', 'joint_strengthen', 1, 2, null, '2024-02-01', null),
  -- Over, and not yet begun.
  ('K2', 'pairing', 99, 98, null, '2023-01-01', '2024-06-30'),
  ('K3', 'pairing', 97, 96, null, '2024-07-01', null);
