-- A scope that an enterprise of a place counts in: one row per region_code (in use) and scope_id.
-- Region scopes by the tree, federation scopes from the federation of the place up.
select region_code, scope_id from stg_region_scope
union all
select stg_place_federation.region_code, stg_federation_scope.scope_id
from stg_place_federation
    join stg_federation_scope using (federation_code)
order by region_code, scope_id
