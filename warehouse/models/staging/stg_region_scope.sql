-- A region scope that a place counts in: one row per region_code (in use) and scope_id.
select region_code, 'region:' || ancestor_code as scope_id
from stg_region_ancestor
order by region_code, scope_id
