insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  -- 322324 was Sheyang county until 1983.
  (1, '1982-01-01', '甲', '322324', true);
