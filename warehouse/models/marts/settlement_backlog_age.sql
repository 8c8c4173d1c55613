-- Active enterprises of a scope that have no union, by the time since they settled: one row per scope_id, segment,
-- valid_from and level_key (the age), days [valid_from, valid_to) without a change; every age, zeros too.
-- uncovered_count: of all ages.
with ages as (
    select
        *,
        map {
            'under_6_months': under_6_months, '6_to_12_months': from_6_to_12_months, '1_to_2_years': from_1_to_2_years,
            'over_2_years': over_2_years
        } as counts
    from settlement_backlog
)

select
    scope_id,
    segment,
    unnest(map_keys(counts)) as level_key,
    valid_from,
    valid_to,
    unnest(map_values(counts)) as enterprise_count,
    uncovered_count
from ages
order by scope_id, segment, valid_from
