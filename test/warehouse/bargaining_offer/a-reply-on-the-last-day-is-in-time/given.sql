insert into bargaining_offer (offer_no, federation_code, region_code, sent_on, reply_due_on, replied_on, reply) values
  ('Y1', '320924100', '320924100', '2024-05-20', '2024-06-09', '2024-06-09', 'refused'),
  ('Y2', '320924100', '320924100', '2024-05-20', '2024-06-09', '2024-06-10', 'accepted'),
  ('Y3', '320924100', '320924100', '2024-05-20', '2024-06-30', null, null),
  -- Answered early, but not due before July.
  ('Y4', '320924100', '320924100', '2024-06-20', '2024-07-10', '2024-06-21', 'accepted');
