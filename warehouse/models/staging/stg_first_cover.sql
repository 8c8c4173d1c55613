-- The first day on which an active union covered an enterprise while it was active, and where and what it was then: one row
-- per enterprise_id that ever had a union.
select distinct on (enterprise_id)
    enterprise_id,
    region_code,
    park_code,
    industry_section,
    unit_type_code,
    ownership,
    valid_from as covered_on
from stg_enterprise_cover
where is_covered
order by enterprise_id, valid_from
