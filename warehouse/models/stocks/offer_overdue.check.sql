-- block: overdue offers are some of the open ones
select scope_id, valid_from from offer_overdue where not (0 <= overdue_count and overdue_count <= open_count);

-- block: the headline of every federation is the count of the register itself
with register_counts as (
    select 'federation:' || ancestor_code as scope_id, count(*) as overdue_count
    from raw_bargaining_offer
        join stg_federation_ancestor using (federation_code)
        cross join night
    where raw_bargaining_offer.sent_on <= night.as_of
        and raw_bargaining_offer.reply_due_on < night.as_of
        and (raw_bargaining_offer.replied_on is null or raw_bargaining_offer.replied_on > night.as_of)
        and coalesce((
            select max(coalesce(raw_enterprise_period.valid_to, 'infinity'::date))
            from raw_enterprise_period
            where raw_enterprise_period.enterprise_id = raw_bargaining_offer.enterprise_id
                and raw_enterprise_period.valid_from <= night.as_of
        ), 'infinity'::date) > night.as_of
    group by ancestor_code
)
select offer_overdue.scope_id, offer_overdue.overdue_count, register_counts.overdue_count as register_count
from offer_overdue
    join night on offer_overdue.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where offer_overdue.scope_id like 'federation:%'
    and offer_overdue.overdue_count <> coalesce(register_counts.overdue_count, 0);
