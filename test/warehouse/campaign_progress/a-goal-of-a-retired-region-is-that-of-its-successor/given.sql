insert into enterprise (credit_code) values ('913209240000000001');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲', '320924100', true);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '单独工会', 'single', '320924100', '320924100', '2024-05-10');
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values (1, 1, 'independent', '2024-05-10');
insert into campaign (campaign_code, name, kind, federation_code, starts_on, ends_on) values
  ('C1', '集中建会月', 'unionisation', '320924', '2024-05-01', '2024-05-31');
insert into campaign_goal (campaign_code, scope_id, goal_count) values
  -- 322324 was Sheyang county until 1983.
  ('C1', 'region:322324', 2),
  -- No such scope: told in the morning, and no figure.
  ('C1', 'park:P9', 2);
