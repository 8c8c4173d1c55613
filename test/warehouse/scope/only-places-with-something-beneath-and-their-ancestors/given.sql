insert into enterprise (credit_code) values ('913209240000000001');
-- In a town that no federation and no park is in.
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values (1, '2020-01-01', '甲', '320924104', true);
