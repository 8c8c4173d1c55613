-- An active enterprise over a stretch of days on which nothing below changed, [valid_from, valid_to): one row per
-- enterprise_id and valid_from. worker_count is null before the first observation.
-- An event sweep: every interval adds at its start and takes away at its end, running sums give the state between.
-- They run in doubles, which are exact up to 2^53 and far faster than DuckDB's sums of whole numbers.
with facts as (
    select enterprise_id, valid_from, valid_to, 1 as active_periods
    from stg_enterprise_period
    union all by name
    select enterprise_id, valid_from, valid_to, 1 as primary_links
    from stg_coverage
    where is_primary
    union all by name
    select
        stg_coverage.enterprise_id,
        greatest(stg_coverage.valid_from, stg_ineffective_union.valid_from) as valid_from,
        least(stg_coverage.valid_to, stg_ineffective_union.valid_to) as valid_to,
        1 as ineffective_links
    from stg_coverage
        join stg_ineffective_union using (union_id)
    where stg_coverage.is_primary
        and stg_coverage.valid_from < stg_ineffective_union.valid_to
        and stg_ineffective_union.valid_from < stg_coverage.valid_to
    union all by name
    select enterprise_id, valid_from, valid_to, 1 as secondary_links
    from stg_coverage
    where is_secondary
    union all by name
    select enterprise_id, valid_from, valid_to, worker_count, 1 as headcounts
    from stg_headcount
    union all by name
    select enterprise_id, valid_from, valid_to, member_count
    from stg_membership
    union all by name
    select enterprise_id, valid_from, valid_to, count(*)::integer as member_count
    from stg_member_stay
    group by all
),

moves as (
    select enterprise_id, valid_from as day, 1 as sign, columns(* exclude (enterprise_id, valid_from, valid_to))
    from facts
    union all
    select enterprise_id, valid_to as day, -1 as sign, columns(* exclude (enterprise_id, valid_from, valid_to))
    from facts
    where valid_to < 'infinity'::date
),

events as (
    select
        moves.enterprise_id,
        moves.day,
        coalesce(sum(sign * active_periods), 0)::double as active_periods,
        coalesce(sum(sign * primary_links), 0)::double as primary_links,
        coalesce(sum(sign * ineffective_links), 0)::double as ineffective_links,
        coalesce(sum(sign * secondary_links), 0)::double as secondary_links,
        coalesce(sum(sign * headcounts), 0)::double as headcounts,
        coalesce(sum(sign * worker_count), 0)::double as worker_count,
        coalesce(sum(sign * member_count), 0)::double as member_count
    from moves cross join night
    where moves.day <= night.as_of
    group by moves.enterprise_id, moves.day
),

states as (
    select
        enterprise_id,
        day as valid_from,
        coalesce(lead(day) over sweep, 'infinity'::date) as valid_to,
        sum(active_periods) over sweep > 0 as is_active,
        sum(primary_links) over sweep > 0 as is_covered,
        sum(primary_links) over sweep > sum(ineffective_links) over sweep as is_effective,
        sum(secondary_links) over sweep > 0 as is_secondary,
        case when sum(headcounts) over sweep > 0 then sum(worker_count) over sweep end as worker_count,
        sum(member_count) over sweep as member_count
    from events
    window sweep as (partition by enterprise_id order by day rows unbounded preceding)
)

select
    states.enterprise_id,
    states.valid_from,
    states.valid_to,
    stg_enterprise_period.region_code,
    stg_enterprise_period.park_code,
    stg_enterprise_period.industry_section,
    stg_enterprise_period.unit_type_code,
    stg_enterprise_period.ownership,
    states.is_covered,
    states.is_effective,
    states.is_secondary,
    states.worker_count::bigint as worker_count,
    states.member_count::bigint as member_count
from states
    asof join stg_enterprise_period
        on stg_enterprise_period.enterprise_id = states.enterprise_id
            and stg_enterprise_period.valid_from <= states.valid_from
where states.is_active
