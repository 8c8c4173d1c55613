-- Offers to bargain over wages of a scope in a period. offer_count: sent from period_start on; converted_count: of these,
-- with an agreement that names them, as known on the night's day: a later agreement still raises the period of its offer.
-- due_count: whose last day for a reply lies in the period, whenever sent; replied_in_time_count: of these, replied to
-- by that day.
select
    region_code,
    park_code,
    federation_code,
    sent_on as happened_on,
    1 as offer_count,
    (first_signed_on is not null)::integer as converted_count,
    0 as due_count,
    0 as replied_in_time_count
from stg_offer
union all
select
    region_code,
    park_code,
    federation_code,
    reply_due_on,
    0,
    0,
    1,
    coalesce(replied_on <= reply_due_on, false)::integer
from stg_offer
