-- A bargaining offer that was sent by the night's day: one row per offer_no.
-- park_code: of the enterprise it went to, on the day it was sent. replied_on: null while no reply is known.
-- open_until: first day on which it waits for a reply no more: replied to, or the enterprise is gone; otherwise infinity.
-- first_signed_on: when the first agreement that names the offer was signed; null while there is none.
with enterprise_ends as (
    select enterprise_id, max(valid_to) as gone_on
    from stg_enterprise_period
    group by enterprise_id
),

results as (
    select raw_agreement.offer_no, min(raw_agreement.signed_on) as first_signed_on
    from raw_agreement cross join night
    where raw_agreement.offer_no is not null and raw_agreement.signed_on <= night.as_of
    group by raw_agreement.offer_no
),

offers as (
    select
        raw_bargaining_offer.* exclude (region_code),
        stg_region_alias.current_code as region_code
    from raw_bargaining_offer
        join stg_region_alias using (region_code)
        cross join night
    where raw_bargaining_offer.sent_on <= night.as_of
)

select
    offers.offer_no,
    offers.federation_code,
    offers.region_code,
    stg_enterprise_period.park_code,
    offers.sent_on,
    offers.reply_due_on,
    offers.replied_on,
    least(
        coalesce(offers.replied_on, 'infinity'::date), coalesce(enterprise_ends.gone_on, 'infinity'::date)
    ) as open_until,
    results.first_signed_on
from offers
    left join stg_enterprise_period
        on stg_enterprise_period.enterprise_id = offers.enterprise_id
            and stg_enterprise_period.valid_from <= offers.sent_on
            and stg_enterprise_period.valid_to > offers.sent_on
    left join enterprise_ends on enterprise_ends.enterprise_id = offers.enterprise_id
    left join results on results.offer_no = offers.offer_no
order by offers.offer_no
