-- block: every part is some of its whole
select scope_id, valid_from from park_union_chair
where not (
    0 <= professional_chair_count and professional_chair_count <= chair_known_count and chair_known_count <= park_union_count
);

-- block: the headline of every federation is the count of the register itself
with register_counts as (
    select
        'federation:' || stg_federation_ancestor.ancestor_code as scope_id,
        count(*) as park_union_count,
        count(*) filter (where raw_trade_union.chair_kind <> 'part_time') as professional_chair_count
    from raw_trade_union
        join stg_federation_ancestor using (federation_code)
        cross join night
    where raw_trade_union.org_type = 'park'
        and raw_trade_union.approved_on <= night.as_of
        and (raw_trade_union.dissolved_on is null or raw_trade_union.dissolved_on > night.as_of)
        and (
            raw_trade_union.term_ends_on is null
            or raw_trade_union.term_ends_on + to_months(night.term_grace_months) > night.as_of
        )
    group by all
)
select park_union_chair.scope_id, park_union_chair.park_union_count, register_counts.park_union_count as register_count
from park_union_chair
    join night on park_union_chair.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where park_union_chair.scope_id like 'federation:%'
    and (
        park_union_chair.park_union_count <> coalesce(register_counts.park_union_count, 0)
        or park_union_chair.professional_chair_count <> coalesce(register_counts.professional_chair_count, 0)
    );
