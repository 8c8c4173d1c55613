insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on, certificate_no, certificate_issued_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2020-01-01', 'C1', '2024-06-10'),
  -- Issued before the approval was registered: it counts from the approval.
  ('U2', '乙工会', 'single', '320924100', '320924100', '2024-06-20', 'C2', '2024-06-15'),
  ('U3', '丙工会', 'single', '320924100', '320924100', '2020-01-01', null, null);
