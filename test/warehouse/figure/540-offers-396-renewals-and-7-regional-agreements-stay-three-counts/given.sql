-- as of 2014-06-30
-- The half year of the county: 540 offers, 396 renewals, 7 regional agreements, by 30 June.
insert into bargaining_offer (offer_no, federation_code, region_code, sent_on, reply_due_on)
  select 'Y' || i, '320924', '320924', date '2014-03-01' + i % 90, date '2014-03-21' + i % 90 from generate_series(1, 540) as i;
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on)
  select 'H' || i, 'wage', '320924', '320924', '2013-05-01', '2013-05-01', '2014-05-01' from generate_series(1, 396) as i;
-- Of the renewals 150 name an offer; of the other 246 nobody knows what led to them.
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, renews_agreement_no, offer_no)
  select 'R' || i, 'wage', '320924', '320924', date '2014-04-01' + i % 30, '2014-05-01', '2015-05-01', 'H' || i,
    case when i <= 150 then 'Y' || i end from generate_series(1, 396) as i;
-- Three of the regional ones name an offer.
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, offer_no)
  select 'Q' || i, 'regional_wage', '320924', '320924', '2014-06-10', '2014-07-01', '2015-07-01',
    case when i <= 3 then 'Y' || 400 + i end from generate_series(1, 7) as i;
