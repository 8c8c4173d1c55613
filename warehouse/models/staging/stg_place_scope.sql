-- A scope that an enterprise of a place counts in: one row per region_code (in use) and scope_id.
-- Region scopes by the tree; federation scopes from the federation whose region is the deepest that holds the place.
-- Industry federations have no enterprises of their own.
with region_federation as (
    select
        stg_region_ancestor.region_code,
        arg_min(raw_federation.federation_code, (stg_region_ancestor.depth, raw_federation.federation_code))
            as federation_code
    from stg_region_ancestor
        join stg_region_alias on stg_region_alias.current_code = stg_region_ancestor.ancestor_code
        join raw_federation
            on raw_federation.region_code = stg_region_alias.region_code and raw_federation.level <> 'industry'
    group by stg_region_ancestor.region_code
)

select region_code, scope_id from stg_region_scope
union all
select region_federation.region_code, stg_federation_scope.scope_id
from region_federation
    join stg_federation_scope using (federation_code)
order by region_code, scope_id
