insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, dissolved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', 'P1', '2020-01-01', null),
  ('U2', '乙工会', 'single', '320924101', '320924101', null, '2020-01-01', '2024-06-20');
insert into union_pairing (pairing_code, programme, union_id, partner_union_id, starts_on) values
  ('J1', 'pairing', 1, 2, '2024-01-01');
