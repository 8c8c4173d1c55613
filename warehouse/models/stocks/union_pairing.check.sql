-- block: paired unions are some of the active ones
select scope_id, valid_from from union_pairing
where not (0 <= paired_union_count and paired_union_count <= active_union_count);

-- block: the headline of every federation is the count of the register itself
with register_counts as (
    select 'federation:' || stg_federation_ancestor.ancestor_code as scope_id, count(*) as paired_union_count
    from raw_trade_union
        join stg_federation_ancestor using (federation_code)
        cross join night
    where raw_trade_union.approved_on <= night.as_of
        and (raw_trade_union.dissolved_on is null or raw_trade_union.dissolved_on > night.as_of)
        and (
            raw_trade_union.term_ends_on is null
            or raw_trade_union.term_ends_on + to_months(night.term_grace_months) > night.as_of
        )
        and exists (
            from raw_union_pairing
            where raw_trade_union.union_id in (raw_union_pairing.union_id, raw_union_pairing.partner_union_id)
                and raw_union_pairing.starts_on <= night.as_of
                and (raw_union_pairing.ends_on is null or raw_union_pairing.ends_on > night.as_of)
        )
    group by all
)
select union_pairing.scope_id, union_pairing.paired_union_count, register_counts.paired_union_count as register_count
from union_pairing
    join night on union_pairing.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where union_pairing.scope_id like 'federation:%'
    and union_pairing.paired_union_count <> coalesce(register_counts.paired_union_count, 0);
