insert into enterprise (credit_code) values ('91320924MA00000070');
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, is_non_public) values
  (1, '2020-01-01', '2024-03-01', '甲公司', '320924100', true);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, terminated_on, renews_agreement_no) values
  ('H1', 'wage', '320924100', '320924100', '2023-06-01', '2023-06-10', '2024-06-10', null, null),
  ('H2', 'wage', '320924100', '320924100', '2023-06-01', '2023-06-10', '2024-06-10', null, null),
  ('H3', 'regional_wage', '320924101', '320924101', '2023-06-01', '2023-06-10', '2024-06-10', null, null),
  -- Terminated, gone with its enterprise, not about wages, not due yet: none of these came due.
  ('H4', 'wage', '320924100', '320924100', '2023-06-01', '2023-06-10', '2024-06-10', '2024-05-01', null),
  ('H5', 'wage', '320924100', '320924100', '2023-06-01', '2023-06-10', '2024-06-10', null, null),
  ('H6', 'collective', '320924100', '320924100', '2023-06-01', '2023-06-10', '2024-06-10', null, null),
  ('H7', 'wage', '320924100', '320924100', '2023-06-01', '2023-07-10', '2024-07-10', null, null),
  -- Signed on the day of expiry and on the day after.
  ('R1', 'wage', '320924100', '320924100', '2024-06-10', '2024-06-10', '2025-06-10', null, 'H1'),
  ('R2', 'wage', '320924100', '320924100', '2024-06-11', '2024-06-11', '2025-06-11', null, 'H2');
insert into agreement_enterprise (agreement_no, enterprise_id) values ('H5', 1);
