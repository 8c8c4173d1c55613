-- A region and one that holds it: one row per region_code and ancestor_code, itself included (depth 0).
-- Only codes in use, from nation to town.
with recursive parent_region as (
    select raw_region.region_code, stg_region_alias.current_code as parent_code
    from raw_region
        left join stg_region_alias on stg_region_alias.region_code = raw_region.parent_code
),

climb as (
    select distinct current_code as region_code, current_code as ancestor_code, 0 as depth
    from stg_region_alias
    union all
    select climb.region_code, parent_region.parent_code, climb.depth + 1
    from climb
        join parent_region on parent_region.region_code = climb.ancestor_code
    where parent_region.parent_code is not null and climb.depth < 10
)

select region_code, ancestor_code, depth
from climb
order by region_code, depth
