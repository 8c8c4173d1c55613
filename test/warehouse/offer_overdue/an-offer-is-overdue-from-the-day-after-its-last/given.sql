insert into enterprise (credit_code) values ('91320924MA00000070');
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', '2024-06-25', '甲公司', '320924100', 'P1', true);
insert into bargaining_offer (offer_no, federation_code, region_code, enterprise_id, sent_on, reply_due_on, replied_on, reply) values
  -- Its enterprise closes on 25 June: nobody is left to reply.
  ('Y1', '320924100', '320924100', 1, '2024-05-20', '2024-06-09', null, null),
  ('Y2', '320924100', '320924100', null, '2024-05-20', '2024-06-09', '2024-06-15', 'negotiating'),
  ('Y3', '320924101', '320924101', null, '2024-05-20', '2024-06-09', '2024-06-09', 'refused'),
  ('Y4', '320924101', '320924101', null, '2024-06-12', '2024-07-02', null, null);
