-- A scope in which what a federation pays, and whose files it keeps, counts: one row per federation_code and scope_id.
-- Regions by the federation's own place: by the households' places the two trees would tell on each other.
select raw_federation.federation_code, stg_region_scope.scope_id
from raw_federation
    join stg_region_alias using (region_code)
    join stg_region_scope on stg_region_scope.region_code = stg_region_alias.current_code
union all
select federation_code, scope_id
from stg_federation_scope
order by federation_code, scope_id
