-- The federation that the enterprises of a place belong to: one row per region_code (in use).
-- It is the one whose region is the deepest that holds the place. Industry federations have no enterprises of their own.
select
    stg_region_ancestor.region_code,
    arg_min(raw_federation.federation_code, (stg_region_ancestor.depth, raw_federation.federation_code)) as federation_code
from stg_region_ancestor
    join stg_region_alias on stg_region_alias.current_code = stg_region_ancestor.ancestor_code
    join raw_federation
        on raw_federation.region_code = stg_region_alias.region_code and raw_federation.level <> 'industry'
group by stg_region_ancestor.region_code
order by region_code
