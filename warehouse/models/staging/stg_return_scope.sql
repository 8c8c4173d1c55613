-- Reported counts in one scope they count in, [valid_from, valid_to): one row per return, scope_id and stretch.
-- A park's return counts in its region and above, unless a region there has a return of its own in force, which
-- already holds the park.
with returns as (
    select row_number() over (order by park_code, region_code, valid_from) as return_no, *
    from stg_return
),

holders as (
    select
        returns.return_no,
        holder.region_code as holder_region_code,
        stg_region_ancestor.depth,
        greatest(returns.valid_from, holder.valid_from) as valid_from,
        least(returns.valid_to, holder.valid_to) as valid_to
    from returns
        join stg_region_ancestor on stg_region_ancestor.region_code = returns.place_region_code
        join stg_return as holder
            on holder.region_code = stg_region_ancestor.ancestor_code
                and holder.valid_from < returns.valid_to
                and returns.valid_from < holder.valid_to
    where returns.park_code is not null or stg_region_ancestor.depth > 0
),

boundaries as (
    select return_no, valid_from as day from returns
    union
    select return_no, valid_to from returns
    union
    select return_no, valid_from from holders
    union
    select return_no, valid_to from holders
),

stretches as (
    select return_no, day as valid_from, lead(day) over (partition by return_no order by day) as valid_to
    from boundaries
),

held_stretches as (
    select
        stretches.return_no,
        stretches.valid_from,
        stretches.valid_to,
        arg_min(holders.holder_region_code, holders.depth) as holder_region_code
    from stretches
        left join holders
            on holders.return_no = stretches.return_no
                and holders.valid_from <= stretches.valid_from
                and holders.valid_to > stretches.valid_from
    where stretches.valid_to is not null
    group by all
),

reached_scopes as (
    select held_stretches.return_no, held_stretches.valid_from, held_stretches.valid_to, stg_place_scope.scope_id
    from held_stretches
        join returns using (return_no)
        join stg_place_scope on stg_place_scope.region_code = returns.place_region_code
        left join stg_place_scope as held
            on held.region_code = held_stretches.holder_region_code and held.scope_id = stg_place_scope.scope_id
    where held.scope_id is null
    union all
    select return_no, valid_from, valid_to, 'park:' || park_code
    from returns
    where park_code is not null
)

select
    reached_scopes.scope_id,
    reached_scopes.valid_from,
    reached_scopes.valid_to,
    returns.enterprise_count,
    returns.covered_count,
    returns.worker_count,
    returns.member_count
from reached_scopes
    join returns using (return_no)
order by scope_id, valid_from
