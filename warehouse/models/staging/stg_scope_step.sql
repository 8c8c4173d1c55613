-- A scope of a tree and the next one above: one row per scope_id. depth: steps from the top, where parent_scope_id is null.
select
    'region:' || region_code as scope_id,
    'region:' || max(ancestor_code) filter (where depth = 1) as parent_scope_id,
    max(depth) as depth
from stg_region_ancestor
group by region_code
union all
select
    'federation:' || federation_code,
    'federation:' || max(ancestor_code) filter (where depth = 1),
    max(depth)
from stg_federation_ancestor
group by federation_code
order by scope_id
