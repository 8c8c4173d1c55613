-- Where the segments of what is at a place begin: one row per region_code (in use). region_scope_id: in the tree of regions;
-- federation_scope_id: in that of federations. Null where no scope of the tree is cut into segments.
select
    places.region_code,
    region_scopes.segment_scope_id as region_scope_id,
    federation_scopes.segment_scope_id as federation_scope_id
from (select distinct region_code from stg_region_ancestor) as places
    left join stg_segment_scope as region_scopes on region_scopes.scope_id = 'region:' || places.region_code
    left join stg_place_federation using (region_code)
    left join stg_segment_scope as federation_scopes
        on federation_scopes.scope_id = 'federation:' || stg_place_federation.federation_code
order by places.region_code
