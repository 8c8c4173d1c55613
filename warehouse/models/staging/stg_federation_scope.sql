-- A federation scope that a federation's own facts count in: one row per federation_code and scope_id.
select federation_code, 'federation:' || ancestor_code as scope_id
from stg_federation_ancestor
order by federation_code, scope_id
