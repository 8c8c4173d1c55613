-- Active enterprises of a scope that have no union, by the time since they settled: uncovered_count: all of them;
-- overdue_count: of these, settled for as long as the clock of their place allows (6 months unless a place has its own)
-- or longer; under_6_months to over_2_years: their age, each beginning on the day on which that many months are full.
-- An enterprise whose coverage has ended is without a union again, and its age is still that since it settled.
with uncovered as (
    select
        stg_enterprise_cover.* exclude (is_covered),
        stg_settlement.settled_on,
        stg_settlement.clock_months,
        list_sort(list_distinct([0, 6, 12, 24, stg_settlement.clock_months])) as turns
    from stg_enterprise_cover
        join stg_settlement using (enterprise_id)
    where not stg_enterprise_cover.is_covered
),

-- From one turn of its age to the next, or to the end of being without a union.
aged as (
    select
        * exclude (turns),
        unnest(turns) as full_months,
        unnest(turns[2:] || [null]) as next_months
    from uncovered
),

ages as (
    select
        *,
        greatest(valid_from, (settled_on + to_months(full_months))::date) as began_on,
        least(valid_to, coalesce((settled_on + to_months(next_months))::date, 'infinity'::date)) as ended_on
    from aged
)

select
    region_code,
    park_code,
    industry_section,
    unit_type_code,
    ownership,
    began_on as valid_from,
    ended_on as valid_to,
    1 as uncovered_count,
    (full_months >= clock_months)::integer as overdue_count,
    (full_months < 6)::integer as under_6_months,
    (full_months >= 6 and full_months < 12)::integer as from_6_to_12_months,
    (full_months >= 12 and full_months < 24)::integer as from_1_to_2_years,
    (full_months >= 24)::integer as over_2_years
from ages cross join night
where began_on < ended_on and began_on <= night.as_of
