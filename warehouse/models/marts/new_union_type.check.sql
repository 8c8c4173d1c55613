-- block: the types add up to the new unions
select scope_id, segment, period_kind, valid_from
from new_union_type
group by scope_id, segment, period_kind, valid_from
having sum(union_count) <> min(new_union_count) or count(distinct new_union_count) <> 1 or min(union_count) < 0;

-- block: the years to date of every federation hold the unions that the register itself has of a type
with register_counts as (
    select
        'federation:' || stg_federation_ancestor.ancestor_code as scope_id,
        raw_trade_union.org_type as level_key,
        count(*) as union_count
    from raw_trade_union
        join stg_federation_ancestor using (federation_code)
        cross join night
    where raw_trade_union.approved_on between date_trunc('year', night.as_of) and night.as_of
    group by all
)
select new_union_type.scope_id, new_union_type.level_key, new_union_type.union_count, register_counts.union_count as register_count
from new_union_type
    join night on new_union_type.valid_to = night.as_of + 1
    left join register_counts using (scope_id, level_key)
where new_union_type.scope_id like 'federation:%'
    and new_union_type.period_kind = 'calendar_year'
    and new_union_type.union_count <> coalesce(register_counts.union_count, 0);
