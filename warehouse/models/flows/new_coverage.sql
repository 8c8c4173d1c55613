-- Enterprises that got their first union in a scope in a period: new_coverage_count: on the first day on which an active
-- union covered them while they were active; settlement_days: the days from their settlement to that day, 0 when it was
-- the same.
with first_covers as (
    select enterprise_id, min(valid_from) as happened_on
    from stg_enterprise_cover
    where is_covered
    group by enterprise_id
)

select
    stg_enterprise_cover.region_code,
    stg_enterprise_cover.park_code,
    stg_enterprise_cover.industry_section,
    stg_enterprise_cover.unit_type_code,
    stg_enterprise_cover.ownership,
    first_covers.happened_on,
    1 as new_coverage_count,
    (first_covers.happened_on - stg_settlement.settled_on)::integer as settlement_days
from first_covers
    join stg_settlement using (enterprise_id)
    join stg_enterprise_cover
        on stg_enterprise_cover.enterprise_id = first_covers.enterprise_id
            and stg_enterprise_cover.valid_from = first_covers.happened_on
