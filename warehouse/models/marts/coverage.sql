-- Union coverage of a scope on a day: one row per as_of and scope_id, once the scope has had a fact.
-- enterprise_count: active enterprises; covered_count: those with a primary link to an active union, each once;
-- effective_covered_count: those whose union is neither shell nor zombie; secondary_covered_count: under a federation
-- of unions, never added to the primary. worker_count: of all active enterprises; member_count: distinct valid members.
-- covered_worker_count, covered_member_count: in covered enterprises alone.
-- These two and secondary_covered_count are null where only returns speak.
-- source: register, return (places that report counts only), or mixed.
with register_stretches as (
    select
        region_code,
        park_code,
        valid_from,
        valid_to,
        1 as enterprise_count,
        is_covered::integer as covered_count,
        is_effective::integer as effective_covered_count,
        is_secondary::integer as secondary_covered_count,
        coalesce(worker_count, 0) as worker_count,
        member_count,
        if(is_effective, member_count, 0) as effective_member_count,
        if(is_covered, coalesce(worker_count, 0), 0) as covered_worker_count,
        if(is_covered, member_count, 0) as covered_member_count
    from stg_enterprise_state
),

register_moves as (
    select
        region_code,
        park_code,
        valid_from as day,
        1 as sign,
        columns(* exclude (region_code, park_code, valid_from, valid_to))
    from register_stretches
    union all
    select
        region_code,
        park_code,
        valid_to as day,
        -1 as sign,
        columns(* exclude (region_code, park_code, valid_from, valid_to))
    from register_stretches
    where valid_to < 'infinity'::date
),

-- One row a place and day, before places are spread over their scopes.
place_moves as (
    select
        region_code,
        park_code,
        day,
        sum(sign * enterprise_count) as enterprise_count,
        sum(sign * covered_count) as covered_count,
        sum(sign * effective_covered_count) as effective_covered_count,
        sum(sign * secondary_covered_count) as secondary_covered_count,
        sum(sign * worker_count) as worker_count,
        sum(sign * member_count) as member_count,
        sum(sign * effective_member_count) as effective_member_count,
        sum(sign * covered_worker_count) as covered_worker_count,
        sum(sign * covered_member_count) as covered_member_count
    from register_moves
    group by region_code, park_code, day
),

return_moves as (
    select scope_id, valid_from as day, 1 as sign, enterprise_count, covered_count, worker_count, member_count
    from stg_return_scope
    union all
    select scope_id, valid_to as day, -1 as sign, enterprise_count, covered_count, worker_count, member_count
    from stg_return_scope
    where valid_to < 'infinity'::date
),

scope_moves as (
    select stg_place_scope.scope_id, 1 as register_moves, place_moves.* exclude (region_code, park_code)
    from place_moves
        join stg_place_scope using (region_code)
    union all by name
    select 'park:' || park_code as scope_id, 1 as register_moves, * exclude (region_code, park_code)
    from place_moves
    where park_code is not null
    union all by name
    -- A place that reports counts has no census finding against its unions: what is covered counts as effective.
    select
        scope_id,
        day,
        sign as returns,
        sign * enterprise_count as enterprise_count,
        sign * covered_count as covered_count,
        sign * covered_count as effective_covered_count,
        sign * worker_count as worker_count,
        sign * member_count as member_count,
        sign * member_count as effective_member_count
    from return_moves
),

day_moves as (
    select
        scope_moves.scope_id,
        scope_moves.day,
        coalesce(sum(register_moves), 0) as register_moves,
        coalesce(sum(returns), 0) as returns,
        coalesce(sum(enterprise_count), 0) as enterprise_count,
        coalesce(sum(covered_count), 0) as covered_count,
        coalesce(sum(effective_covered_count), 0) as effective_covered_count,
        coalesce(sum(secondary_covered_count), 0) as secondary_covered_count,
        coalesce(sum(worker_count), 0) as worker_count,
        coalesce(sum(member_count), 0) as member_count,
        coalesce(sum(effective_member_count), 0) as effective_member_count,
        coalesce(sum(covered_worker_count), 0) as covered_worker_count,
        coalesce(sum(covered_member_count), 0) as covered_member_count
    from scope_moves cross join night
    where scope_moves.day <= night.as_of
    group by scope_moves.scope_id, scope_moves.day
),

running_sums as (
    select
        scope_id,
        day,
        sum(columns(* exclude (scope_id, day))) over (partition by scope_id order by day)
    from day_moves
),

scope_days as (
    select first_moves.scope_id, stg_day.as_of
    from (select scope_id, min(day) as day from day_moves group by scope_id) as first_moves
        join stg_day on stg_day.as_of >= first_moves.day
)

select
    scope_days.as_of,
    scope_days.scope_id,
    enterprise_count::bigint as enterprise_count,
    covered_count::bigint as covered_count,
    effective_covered_count::bigint as effective_covered_count,
    if(register_moves > 0, secondary_covered_count::bigint, null) as secondary_covered_count,
    worker_count::bigint as worker_count,
    member_count::bigint as member_count,
    effective_member_count::bigint as effective_member_count,
    if(register_moves > 0, covered_worker_count::bigint, null) as covered_worker_count,
    if(register_moves > 0, covered_member_count::bigint, null) as covered_member_count,
    case when returns = 0 then 'register' when register_moves > 0 then 'mixed' else 'return' end as source
from scope_days
    asof join running_sums
        on running_sums.scope_id = scope_days.scope_id and running_sums.day <= scope_days.as_of
order by scope_days.scope_id, scope_days.as_of
