-- Parks of a scope that have a park union of their own, on a day: one row per as_of and scope_id, once it had a park.
-- A union of the park itself counts (organisation type park), not unions of enterprises in it.
with park_facts as (
    select park_code, valid_from, valid_to, 1 as parks, 0 as unions
    from stg_park
    union all
    select
        stg_park.park_code,
        greatest(stg_park.valid_from, stg_union.valid_from),
        least(stg_park.valid_to, stg_union.valid_to),
        0,
        1
    from stg_union
        join stg_park using (park_code)
    where stg_union.org_type = 'park'
        and greatest(stg_park.valid_from, stg_union.valid_from) < least(stg_park.valid_to, stg_union.valid_to)
),

park_moves as (
    select park_code, valid_from as day, parks, unions from park_facts
    union all
    select park_code, valid_to as day, -parks, -unions from park_facts where valid_to < 'infinity'::date
),

park_states as (
    select
        park_code,
        day,
        sum(sum(parks)) over sweep as parks,
        -- A park with two park unions is one park.
        (sum(sum(unions)) over sweep > 0)::integer as unions
    from park_moves
    group by park_code, day
    window sweep as (partition by park_code order by day)
),

scope_moves as (
    select
        stg_place_scope.scope_id,
        park_states.day,
        park_states.parks - coalesce(lag(park_states.parks) over park, 0) as parks,
        park_states.unions - coalesce(lag(park_states.unions) over park, 0) as unions
    from park_states
        join stg_park using (park_code)
        join stg_place_scope using (region_code)
    window park as (partition by park_states.park_code, stg_place_scope.scope_id order by park_states.day)
),

running_sums as (
    select
        scope_moves.scope_id,
        scope_moves.day,
        sum(sum(parks)) over sweep as park_count,
        sum(sum(unions)) over sweep as park_with_union_count
    from scope_moves cross join night
    where scope_moves.day <= night.as_of
    group by scope_moves.scope_id, scope_moves.day
    window sweep as (partition by scope_moves.scope_id order by scope_moves.day)
),

scope_days as (
    select first_moves.scope_id, stg_day.as_of
    from (select scope_id, min(day) as day from running_sums group by scope_id) as first_moves
        join stg_day on stg_day.as_of >= first_moves.day
)

select
    scope_days.as_of,
    scope_days.scope_id,
    running_sums.park_count::bigint as park_count,
    running_sums.park_with_union_count::bigint as park_with_union_count
from scope_days
    asof join running_sums
        on running_sums.scope_id = scope_days.scope_id and running_sums.day <= scope_days.as_of
order by scope_days.scope_id, scope_days.as_of
