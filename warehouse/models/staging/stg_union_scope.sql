-- A scope that a union counts in: one row per union_id and scope_id.
-- Region scopes by the tree of its place, its park, and the federations above it.
select stg_union.union_id, stg_region_scope.scope_id
from stg_union
    join stg_region_scope using (region_code)
union all
select stg_union.union_id, stg_federation_scope.scope_id
from stg_union
    join stg_federation_scope using (federation_code)
union all
select union_id, 'park:' || park_code
from stg_union
where park_code is not null
order by union_id, scope_id
