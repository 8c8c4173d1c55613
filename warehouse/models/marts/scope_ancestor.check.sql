-- block: no scope is its own ancestor
select scope_id from scope_ancestor where depth > 0 and scope_id = ancestor_scope_id;
