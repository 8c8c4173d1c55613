-- The target that holds for a scope: one row per metric_id and scope_id. Its own, or that of the nearest scope above whose
-- target is inherited; a running one goes before one that has ended. A count holds for its own scope alone: forty-two
-- studios of a county are not forty-two of each town. target_scope_id: the scope it was set for.
select
    scope_ancestor.scope_id,
    stg_target.scope_id as target_scope_id,
    scope_ancestor.depth = 0 as is_own,
    stg_target.* exclude (scope_id, is_inherited)
from stg_target
    join metric using (metric_id)
    join scope_ancestor on scope_ancestor.ancestor_scope_id = stg_target.scope_id
    join scope on scope.scope_id = scope_ancestor.scope_id and list_contains(metric.scope_kinds, scope.kind)
where scope_ancestor.depth = 0 or (stg_target.is_inherited and not stg_target.is_count)
qualify row_number() over (
    partition by stg_target.metric_id, scope_ancestor.scope_id
    order by stg_target.is_running desc, scope_ancestor.depth, stg_target.target_code
) = 1
