-- An active enterprise over a stretch of days on which nothing below changed, [valid_from, valid_to): one row per
-- enterprise_id and valid_from. worker_count is null before the first observation.
-- An event sweep: every interval adds at its start and takes away at its end (in infinity at the latest), running sums give
-- the state between. As nothing is left of an enterprise in the end, one running sum over all of them in their order does.
-- Sums run in doubles, which are exact up to 2^53 and far faster than DuckDB's sums of whole numbers.
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
    select
        facts.* exclude (valid_from, valid_to),
        unnest([valid_from, if(valid_to > night.as_of, 'infinity'::date, valid_to)]) as day,
        unnest([1.0::double, -1.0::double]) as sign
    from facts cross join night
    where valid_from <= night.as_of
),

events as (
    select
        enterprise_id,
        day,
        sum(sign * active_periods) as active_periods,
        sum(sign * primary_links) as primary_links,
        sum(sign * ineffective_links) as ineffective_links,
        sum(sign * secondary_links) as secondary_links,
        sum(sign * headcounts) as headcounts,
        sum(sign * worker_count) as worker_count,
        sum(sign * member_count) as member_count
    from moves
    group by enterprise_id, day
),

sums as (
    select
        enterprise_id,
        day as valid_from,
        lead(day) over () as valid_to,
        coalesce(sum(active_periods) over (rows unbounded preceding), 0) as active_periods,
        coalesce(sum(primary_links) over (rows unbounded preceding), 0) as primary_links,
        coalesce(sum(ineffective_links) over (rows unbounded preceding), 0) as ineffective_links,
        coalesce(sum(secondary_links) over (rows unbounded preceding), 0) as secondary_links,
        coalesce(sum(headcounts) over (rows unbounded preceding), 0) as headcounts,
        coalesce(sum(worker_count) over (rows unbounded preceding), 0) as worker_count,
        coalesce(sum(member_count) over (rows unbounded preceding), 0) as member_count
    from (select * from events order by enterprise_id, day)
),

states as (
    select
        enterprise_id,
        valid_from,
        valid_to,
        primary_links > 0 as is_covered,
        primary_links > ineffective_links as is_effective,
        secondary_links > 0 as is_secondary,
        if(headcounts > 0, worker_count, null) as worker_count,
        member_count
    from sums
    where active_periods > 0
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
