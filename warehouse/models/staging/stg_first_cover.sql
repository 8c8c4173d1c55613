-- The first day on which an active union covered an enterprise while it was active, and where and what it was then: one row
-- per enterprise_id that ever had a union. union_id: the union that did; of several, the one approved first.
with first_stretches as (
    select distinct on (enterprise_id) *
    from stg_enterprise_cover
    where is_covered
    order by enterprise_id, valid_from
)

select
    first_stretches.enterprise_id,
    first_stretches.region_code,
    first_stretches.park_code,
    first_stretches.industry_section,
    first_stretches.unit_type_code,
    first_stretches.ownership,
    first_stretches.valid_from as covered_on,
    arg_min(stg_union.union_id, (stg_union.valid_from, stg_union.union_id)) as union_id
from first_stretches
    join stg_coverage
        on stg_coverage.enterprise_id = first_stretches.enterprise_id
            and stg_coverage.is_primary
            and stg_coverage.valid_from <= first_stretches.valid_from
            and stg_coverage.valid_to > first_stretches.valid_from
    join stg_union using (union_id)
group by all
