-- block: converted offers are some of those sent, replies in time some of those due
select scope_id, period_kind, valid_from from bargaining_offer
where not (0 <= converted_count and converted_count <= offer_count)
    or not (0 <= replied_in_time_count and replied_in_time_count <= due_count);

-- block: periods to date of every federation are the count of the register itself
with periods as (
    select bargaining_offer.*, stg_federation_ancestor.federation_code, night.as_of
    from bargaining_offer
        join night on bargaining_offer.valid_to = night.as_of + 1
        join stg_federation_ancestor
            on bargaining_offer.scope_id = 'federation:' || stg_federation_ancestor.ancestor_code
),
sent as (
    select
        periods.scope_id,
        periods.period_kind,
        count(*) as offer_count,
        count(*) filter (where exists (
            from raw_agreement
            where raw_agreement.offer_no = offer.offer_no and raw_agreement.signed_on <= periods.as_of
        )) as converted_count
    from periods
        join raw_bargaining_offer as offer
            on offer.federation_code = periods.federation_code
                and offer.sent_on between periods.period_start and periods.as_of
    group by all
),
due as (
    select
        periods.scope_id,
        periods.period_kind,
        count(*) as due_count,
        count(*) filter (where offer.replied_on <= offer.reply_due_on) as replied_in_time_count
    from periods
        join raw_bargaining_offer as offer
            on offer.federation_code = periods.federation_code
                and offer.reply_due_on between periods.period_start and periods.as_of
    group by all
)
select bargaining_offer.scope_id, bargaining_offer.period_kind, bargaining_offer.offer_count, sent.offer_count as register_count
from bargaining_offer
    join night on bargaining_offer.valid_to = night.as_of + 1
    left join sent using (scope_id, period_kind)
    left join due using (scope_id, period_kind)
where bargaining_offer.scope_id like 'federation:%'
    and (
        bargaining_offer.offer_count <> coalesce(sent.offer_count, 0)
        or bargaining_offer.converted_count <> coalesce(sent.converted_count, 0)
        or bargaining_offer.due_count <> coalesce(due.due_count, 0)
        or bargaining_offer.replied_in_time_count <> coalesce(due.replied_in_time_count, 0)
    );

-- warn: an offer that led to an agreement has a reply
select offer_no, first_signed_on from stg_offer where first_signed_on is not null and replied_on is null;

-- warn: an agreement is not signed before the offer it names was sent
select offer_no, sent_on, first_signed_on from stg_offer where first_signed_on < sent_on;
