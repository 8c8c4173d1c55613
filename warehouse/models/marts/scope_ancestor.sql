-- A scope and one that holds it: one row per scope_id and ancestor_scope_id, itself included (depth 0).
-- A park's ancestors are its region and all above.
with recursive climb as (
    select scope_id, scope_id as ancestor_scope_id, 0 as depth
    from scope
    union all
    select climb.scope_id, scope.parent_scope_id, climb.depth + 1
    from climb
        join scope on scope.scope_id = climb.ancestor_scope_id
    where scope.parent_scope_id is not null and climb.depth < 20
)

select scope_id, ancestor_scope_id, depth
from climb
order by scope_id, depth
