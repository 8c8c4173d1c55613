-- Parks of a scope that have a park union of their own: park_count, park_with_union_count.
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
        day as valid_from,
        lead(day, 1, 'infinity'::date) over sweep as valid_to,
        (sum(sum(parks)) over sweep)::integer as park_count,
        -- A park with two park unions is one park.
        (sum(sum(unions)) over sweep > 0)::integer as park_with_union_count
    from park_moves
    group by park_code, day
    window sweep as (partition by park_code order by day)
)

select stg_park.region_code, park_states.* exclude (park_code)
from park_states
    join stg_park using (park_code)
