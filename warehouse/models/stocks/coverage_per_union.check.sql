-- block: no count is below zero
select scope_id, valid_from from coverage_per_union where covered_count < 0 or union_count < 0;

-- block: the covered enterprises of a place are those of its coverage where registers alone speak
select coverage_per_union.scope_id, coverage_per_union.covered_count, coverage.covered_count as coverage_count
from coverage_per_union
    join night on coverage_per_union.valid_to = night.as_of + 1
    join coverage
        on coverage.scope_id = coverage_per_union.scope_id
            and coverage.segment = 'all'
            and coverage.valid_to = night.as_of + 1
where coverage.source = 'register' and coverage_per_union.covered_count <> coverage.covered_count;

-- block: the unions of every federation are the count of the register itself
with register_counts as (
    select 'federation:' || stg_federation_ancestor.ancestor_code as scope_id, count(*) as union_count
    from raw_trade_union
        join stg_federation_ancestor using (federation_code)
        cross join night
    where raw_trade_union.approved_on <= night.as_of
        and raw_trade_union.org_type not in ('federation', 'township')
        and (raw_trade_union.dissolved_on is null or raw_trade_union.dissolved_on > night.as_of)
        and (
            raw_trade_union.term_ends_on is null
            or raw_trade_union.term_ends_on + to_months(night.term_grace_months) > night.as_of
        )
    group by all
)
select coverage_per_union.scope_id, coverage_per_union.union_count, register_counts.union_count as register_count
from coverage_per_union
    join night on coverage_per_union.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where coverage_per_union.scope_id like 'federation:%'
    and coverage_per_union.union_count <> coalesce(register_counts.union_count, 0);
