-- block: a scope stands once
select scope_id from scope group by scope_id having count(*) > 1;

-- block: the parent of a scope is a scope
select child.scope_id
from scope as child
    left join scope as parent on parent.scope_id = child.parent_scope_id
where child.parent_scope_id is not null and parent.scope_id is null;

-- block: each tree of regions and each tree of federations has its top
select kind from scope group by kind having count(*) filter (where parent_scope_id is null) = 0 and kind <> 'park';
