-- When an enterprise settled, on its first day in the register, and for how many months it may be without a union after
-- that: one row per enterprise_id. clock_months: of the deepest region above its first place that sets a clock of its own.
with settlements as (
    select
        stg_enterprise_period.enterprise_id,
        min(stg_enterprise_period.valid_from) as settled_on,
        arg_min(stg_enterprise_period.region_code, stg_enterprise_period.valid_from) as region_code
    from stg_enterprise_period
    group by stg_enterprise_period.enterprise_id
),

place_clocks as (
    select
        stg_region_ancestor.region_code,
        arg_min(settlement_clock.clock_months, stg_region_ancestor.depth) as clock_months
    from stg_region_ancestor
        join stg_region_alias on stg_region_alias.current_code = stg_region_ancestor.ancestor_code
        join settlement_clock on settlement_clock.region_code = stg_region_alias.region_code
    group by stg_region_ancestor.region_code
)

select
    settlements.enterprise_id,
    settlements.settled_on,
    coalesce(place_clocks.clock_months, night.settlement_clock_months) as clock_months
from settlements
    left join place_clocks using (region_code)
    cross join night
order by settlements.enterprise_id
