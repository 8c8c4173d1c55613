-- Active enterprises of a scope that have no union, by the time since they settled: uncovered_count: all of them;
-- overdue_count: of these, settled for as long as the clock of their place allows (6 months unless a place has its own)
-- or longer; under_6_months to over_2_years: their age, each beginning on the day on which that many months are full.
-- An enterprise whose coverage has ended is without a union again, and its age is still that since it settled.
with uncovered as (
    select stg_enterprise_cover.* exclude (is_covered), stg_settlement.settled_on, stg_settlement.clock_months
    from stg_enterprise_cover
        join stg_settlement using (enterprise_id)
    where not stg_enterprise_cover.is_covered
),

bands as (
    select
        *,
        unnest([
            {'band': 'uncovered', 'from_months': 0, 'to_months': null::integer},
            {'band': 'overdue', 'from_months': clock_months, 'to_months': null},
            {'band': 'under_6_months', 'from_months': 0, 'to_months': 6},
            {'band': '6_to_12_months', 'from_months': 6, 'to_months': 12},
            {'band': '1_to_2_years', 'from_months': 12, 'to_months': 24},
            {'band': 'over_2_years', 'from_months': 24, 'to_months': null}
        ], recursive := true)
    from uncovered
),

ages as (
    select
        *,
        greatest(valid_from, (settled_on + to_months(from_months))::date) as began_on,
        least(valid_to, coalesce((settled_on + to_months(to_months))::date, 'infinity'::date)) as ended_on
    from bands
)

select
    region_code,
    park_code,
    industry_section,
    unit_type_code,
    ownership,
    began_on as valid_from,
    ended_on as valid_to,
    (band = 'uncovered')::integer as uncovered_count,
    (band = 'overdue')::integer as overdue_count,
    (band = 'under_6_months')::integer as under_6_months,
    (band = '6_to_12_months')::integer as from_6_to_12_months,
    (band = '1_to_2_years')::integer as from_1_to_2_years,
    (band = 'over_2_years')::integer as over_2_years
from ages
where began_on < ended_on
