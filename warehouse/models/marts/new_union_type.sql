-- Unions approved in a scope in a period by organisation type: one row per scope_id, segment, period_kind, valid_from and
-- level_key (the type), days [valid_from, valid_to) without a change; every type, zeros too.
-- new_union_count: of all types.
with types as (
    select
        *,
        map {
            'single': independent_count, 'joint': joint_count, 'regional': regional_count, 'industry': industry_count,
            'federation': federation_count, 'park': park_count, 'township': township_count
        } as counts
    from new_union
)

select
    scope_id,
    segment,
    period_kind,
    period_start,
    unnest(map_keys(counts)) as level_key,
    valid_from,
    valid_to,
    unnest(map_values(counts)) as union_count,
    new_union_count
from types
order by scope_id, segment, period_kind, valid_from
