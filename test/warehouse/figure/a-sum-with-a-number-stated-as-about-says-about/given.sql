-- The county enters 近 200 workers of one enterprise in April and 30 of another in May; a region's agreement covers 约 60.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '合德镇联合工会', 'joint', '320924100', '320924100', '2010-01-01');
insert into enterprise (credit_code) values ('913209240000000001'), ('913209240000000002');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2020-01-01', '甲公司', '320924100', true),
  (2, '2020-01-01', '乙公司', '320924101', true);
insert into contest (contest_code, kind, name, federation_code, starts_on, ends_on) values
  ('C1', 'ankang_cup', '安康杯', '320924', '2024-01-01', '2024-12-31');
insert into contest_entry (contest_code, entry_no, enterprise_id, entered_on, entrant_count, is_approximate) values
  ('C1', '1', 1, '2024-04-10', 200, true),
  ('C1', '2', 2, '2024-05-10', 30, false);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, covered_enterprise_count, is_approximate) values
  ('A1', 'regional_wage', '320924100', '320924100', '2024-02-01', '2024-02-01', '2025-02-01', 60, true),
  ('A2', 'regional_wage', '320924101', '320924101', '2024-02-01', '2024-02-01', '2025-02-01', 12, false);
