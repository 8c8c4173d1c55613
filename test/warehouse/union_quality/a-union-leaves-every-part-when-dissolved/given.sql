insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, dissolved_on, chair_kind, certificate_no, certificate_issued_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', 'P1', '2020-01-01', '2024-06-15', 'full_time', 'C1', '2021-01-01'),
  -- Checked after it was dissolved: a finding about no union.
  ('U2', '乙工会', 'single', '320924100', '320924100', 'P1', '2020-01-01', '2024-06-10', null, null, null);
insert into census_finding (union_id, checked_on, result) values
  (1, '2024-06-01', 'zombie'),
  (2, '2024-06-12', 'zombie');
