-- What a place last returned against what the register held there on the day of that return: one row per scope_id (a
-- park or a region with a return of its own) and valid_from, only where the register knew an enterprise on that day.
-- reported_on: the day of both counts; they stand until the next return of the place.
with returns as (
    select
        coalesce('park:' || raw_aggregate_return.park_code, 'region:' || stg_region_alias.current_code) as scope_id,
        raw_aggregate_return.reported_on,
        -- Two codes of one place after a merger: what they returned on one day is one count.
        sum(raw_aggregate_return.enterprise_count) as enterprise_count
    from raw_aggregate_return
        left join stg_region_alias on stg_region_alias.region_code = raw_aggregate_return.region_code
        cross join night
    where raw_aggregate_return.reported_on <= night.as_of
    group by all
),

standing_returns as (
    select
        returns.*,
        coalesce(
            lead(reported_on) over (partition by scope_id order by reported_on), 'infinity'::date
        ) as next_reported_on
    from returns
),

registered as (
    select scopes.scope_id, scopes.reported_on, count(*) as enterprise_count
    from (
        select returns.scope_id, returns.reported_on, stg_enterprise_period.*
        from returns
            join stg_enterprise_period on returns.scope_id = 'park:' || stg_enterprise_period.park_code
        union all
        select returns.scope_id, returns.reported_on, stg_enterprise_period.*
        from returns
            join stg_region_scope using (scope_id)
            join stg_enterprise_period using (region_code)
    ) as scopes
    where scopes.valid_from <= scopes.reported_on and scopes.reported_on < scopes.valid_to
    group by all
)

select
    standing_returns.scope_id,
    'all' as segment,
    standing_returns.reported_on as valid_from,
    least(standing_returns.next_reported_on, night.as_of + 1)::date as valid_to,
    standing_returns.reported_on,
    standing_returns.enterprise_count::bigint as returned_enterprise_count,
    registered.enterprise_count::bigint as registered_enterprise_count,
    'mixed' as source
from standing_returns
    join registered using (scope_id, reported_on)
    cross join night
order by standing_returns.scope_id, valid_from
