insert into enterprise (credit_code) values ('91320924MA00000070'), ('91110108551385082Q');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', '甲公司', '320924100', 'P1', true),
  (2, '2020-01-01', '乙公司', '320924100', null, true);
insert into bargaining_offer (offer_no, federation_code, region_code, enterprise_id, sent_on, reply_due_on, replied_on, reply) values
  ('Y1', '320924100', '320924100', 1, '2024-03-01', '2024-03-21', '2024-03-10', 'accepted'),
  -- Its enterprise signs an agreement that names no offer.
  ('Y2', '320924100', '320924100', 2, '2024-03-01', '2024-03-21', '2024-03-10', 'accepted'),
  ('Y3', '320924101', '320924101', null, '2024-05-31', '2024-06-20', '2024-06-10', 'accepted'),
  -- The agreement follows after the night.
  ('Y4', '320924101', '320924101', null, '2024-06-01', '2024-06-21', '2024-06-10', 'accepted');
insert into agreement (agreement_no, kind, federation_code, region_code, offer_no, signed_on, valid_from, expires_on) values
  -- One offer led to two agreements: it is one offer converted.
  ('H1', 'wage', '320924100', '320924100', 'Y1', '2024-04-01', '2024-04-01', '2025-04-01'),
  ('H2', 'collective', '320924100', '320924100', 'Y1', '2024-04-01', '2024-04-01', '2027-04-01'),
  ('H3', 'wage', '320924100', '320924100', null, '2024-04-01', '2024-04-01', '2025-04-01'),
  -- Signed in June, for an offer of May: it belongs to the period of the offer.
  ('H4', 'regional_wage', '320924101', '320924101', 'Y3', '2024-06-15', '2024-07-01', '2025-07-01'),
  ('H5', 'wage', '320924101', '320924101', 'Y4', '2024-07-01', '2024-07-01', '2025-07-01');
insert into agreement_enterprise (agreement_no, enterprise_id) values ('H1', 1), ('H2', 1), ('H3', 2);
