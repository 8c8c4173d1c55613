-- State of the active unions of a scope on a day: one row per as_of and scope_id, once the scope has had a union.
-- checked_union_count: found by a census at least once by that day; shell_zombie_count: of these, held for a shell or a
-- zombie on the day, not yet rectified. certificate_count: with a legal-person certificate issued by that day.
-- chair_known_count: whose chair's kind is registered; full_time_chair_count: of these, full-time. The register keeps no
-- history of chairs: tonight's stands for every day.
with first_checks as (
    select raw_census_finding.union_id, min(raw_census_finding.checked_on) as day
    from raw_census_finding
    group by raw_census_finding.union_id
),

union_facts as (
    select
        union_id,
        valid_from,
        valid_to,
        1 as active_unions,
        (chair_kind is not null)::integer as known_chairs,
        coalesce(chair_kind = 'full_time', false)::integer as full_time_chairs
    from stg_union
    union all by name
    select stg_union.union_id, greatest(valid_from, first_checks.day) as valid_from, valid_to, 1 as checked_unions
    from stg_union
        join first_checks using (union_id)
    union all by name
    select
        stg_union.union_id,
        greatest(stg_union.valid_from, stg_ineffective_union.valid_from) as valid_from,
        least(stg_union.valid_to, stg_ineffective_union.valid_to) as valid_to,
        1 as shells_and_zombies
    from stg_union
        join stg_ineffective_union using (union_id)
    union all by name
    select union_id, greatest(valid_from, certificate_issued_on) as valid_from, valid_to, 1 as certificates
    from stg_union
    where certificate_issued_on is not null
),

union_moves as (
    select union_id, valid_from as day, 1 as sign, columns(* exclude (union_id, valid_from, valid_to))
    from union_facts
    where valid_from < valid_to
    union all
    select union_id, valid_to as day, -1 as sign, columns(* exclude (union_id, valid_from, valid_to))
    from union_facts
    where valid_from < valid_to and valid_to < 'infinity'::date
),

day_moves as (
    select
        stg_union_scope.scope_id,
        union_moves.day,
        coalesce(sum(sign * active_unions), 0) as active_union_count,
        coalesce(sum(sign * checked_unions), 0) as checked_union_count,
        coalesce(sum(sign * shells_and_zombies), 0) as shell_zombie_count,
        coalesce(sum(sign * certificates), 0) as certificate_count,
        coalesce(sum(sign * known_chairs), 0) as chair_known_count,
        coalesce(sum(sign * full_time_chairs), 0) as full_time_chair_count
    from union_moves
        join stg_union_scope using (union_id)
        cross join night
    where union_moves.day <= night.as_of
    group by stg_union_scope.scope_id, union_moves.day
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
    active_union_count::bigint as active_union_count,
    checked_union_count::bigint as checked_union_count,
    shell_zombie_count::bigint as shell_zombie_count,
    certificate_count::bigint as certificate_count,
    chair_known_count::bigint as chair_known_count,
    full_time_chair_count::bigint as full_time_chair_count
from scope_days
    asof join running_sums
        on running_sums.scope_id = scope_days.scope_id and running_sums.day <= scope_days.as_of
order by scope_days.scope_id, scope_days.as_of
