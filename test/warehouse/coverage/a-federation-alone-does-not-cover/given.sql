insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', 'P1', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U2', '联合会', 'federation', '320924100', '320924100', '2020-01-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values (1, 1, 'federation_secondary', '2021-01-01');
