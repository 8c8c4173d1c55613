insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, dissolved_on) values
  -- Two park unions make one park with a union.
  ('U1', '园区工会', 'park', '320924100', '320924100', 'P1', '2024-06-01', null),
  ('U2', '园区二期工会', 'park', '320924100', '320924100', 'P1', '2024-06-05', '2024-06-20'),
  -- A union of an enterprise in the other park.
  ('U3', '企业工会', 'single', '320924101', '320924101', 'P2', '2020-01-01', null);
-- The other park closes on 25 June.
update park set closed_on = '2024-06-25' where park_code = 'P2';
