-- Active unions of a scope at one place of a scheme's distribution, on a day: one row per as_of, scope_id, scheme_code
-- and level_key, every level_key of the scheme, zeros too. Schemes are never added together.
-- active_union_count: all active unions that the scheme applies to; rated_union_count: those with a star.
with union_moves as (
    select
        scheme_code,
        level_key,
        stg_union.region_code,
        stg_union.park_code,
        stg_union.federation_code,
        unnest([
            { 'day': stg_union_rating.valid_from, 'unions': 1 },
            { 'day': stg_union_rating.valid_to, 'unions': -1 }
        ], recursive := true)
    from stg_union_rating
        join stg_union using (union_id)
),

place_moves as (
    select scheme_code, level_key, region_code, park_code, federation_code, day, sum(unions) as unions
    from union_moves cross join night
    where day <= night.as_of
    group by all
),

scope_moves as (
    select scheme_code, level_key, stg_region_scope.scope_id, day, unions
    from place_moves
        join stg_region_scope using (region_code)
    union all
    select scheme_code, level_key, stg_federation_scope.scope_id, day, unions
    from place_moves
        join stg_federation_scope using (federation_code)
    union all
    select scheme_code, level_key, 'park:' || park_code, day, unions
    from place_moves
    where park_code is not null
),

running_sums as (
    select scheme_code, level_key, scope_id, day, sum(sum(unions)) over sweep as union_count
    from scope_moves
    group by scheme_code, level_key, scope_id, day
    window sweep as (partition by scheme_code, level_key, scope_id order by day)
),

cell_days as (
    select stg_day.as_of, first_moves.scope_id, stg_level_key.*
    from (
        select scheme_code, scope_id, min(day) as day from running_sums group by scheme_code, scope_id
    ) as first_moves
        join raw_rating_scheme using (scheme_code)
        join stg_level_key using (scheme_code)
        join stg_day
            on stg_day.as_of >= first_moves.day
                and (raw_rating_scheme.valid_to is null or stg_day.as_of < raw_rating_scheme.valid_to)
),

cells as (
    select cell_days.*, coalesce(running_sums.union_count, 0)::bigint as union_count
    from cell_days
        asof left join running_sums
            on running_sums.scheme_code = cell_days.scheme_code
                and running_sums.level_key = cell_days.level_key
                and running_sums.scope_id = cell_days.scope_id
                and running_sums.day <= cell_days.as_of
)

select
    as_of,
    scope_id,
    scheme_code,
    level_key,
    level,
    level_name,
    union_count,
    (sum(union_count) over whole)::bigint as active_union_count,
    (coalesce(sum(union_count) filter (where level is not null) over whole, 0))::bigint as rated_union_count
from cells
window whole as (partition by as_of, scope_id, scheme_code)
order by scope_id, scheme_code, as_of, sort_no
