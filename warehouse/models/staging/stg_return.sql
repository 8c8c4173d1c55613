-- Reported counts of a place that has no enterprise in the register, while they are in force, [valid_from, valid_to):
-- one row per park_code or region_code (the other is null) and valid_from. place_region_code: where the place lies.
-- A return is in force until the next one of the place, or until the register knows the first enterprise there.
with register_starts as (
    select 'park:' || park_code as scope_id, min(valid_from) as day
    from stg_enterprise_period
    where park_code is not null
    group by park_code
    union all
    select stg_region_scope.scope_id, min(stg_enterprise_period.valid_from)
    from stg_enterprise_period
        join stg_region_scope using (region_code)
    group by stg_region_scope.scope_id
),

returns as (
    select
        raw_aggregate_return.park_code,
        stg_region_alias.current_code as region_code,
        coalesce(stg_park.region_code, stg_region_alias.current_code) as place_region_code,
        coalesce('park:' || raw_aggregate_return.park_code, 'region:' || stg_region_alias.current_code) as scope_id,
        raw_aggregate_return.reported_on,
        raw_aggregate_return.enterprise_count,
        raw_aggregate_return.covered_count,
        raw_aggregate_return.worker_count,
        raw_aggregate_return.member_count
    from raw_aggregate_return
        left join stg_park using (park_code)
        left join stg_region_alias on stg_region_alias.region_code = raw_aggregate_return.region_code
        cross join night
    where raw_aggregate_return.reported_on <= night.as_of
),

stretches as (
    select
        returns.*,
        least(
            coalesce(
                lead(returns.reported_on) over (partition by returns.scope_id order by returns.reported_on),
                'infinity'::date
            ),
            coalesce(register_starts.day, 'infinity'::date)
        ) as valid_to
    from returns
        left join register_starts using (scope_id)
)

select
    park_code,
    region_code,
    place_region_code,
    reported_on as valid_from,
    valid_to,
    enterprise_count,
    covered_count,
    worker_count,
    member_count
from stretches
where reported_on < valid_to
order by scope_id, valid_from
