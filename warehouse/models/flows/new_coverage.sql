-- Enterprises that got their first union in a scope in a period: new_coverage_count: on the first day on which an active
-- union covered them while they were active; settlement_days: the days from their settlement to that day, 0 when it was
-- the same.
select
    stg_first_cover.region_code,
    stg_first_cover.park_code,
    stg_first_cover.industry_section,
    stg_first_cover.unit_type_code,
    stg_first_cover.ownership,
    stg_first_cover.covered_on as happened_on,
    1 as new_coverage_count,
    (stg_first_cover.covered_on - stg_settlement.settled_on)::integer as settlement_days
from stg_first_cover
    join stg_settlement using (enterprise_id)
