-- block: what cannot be compared has no difference
select metric_id, parent_scope_id, level
from target_children
where (compared_count = 0) <> (difference is null) or (compared_count = 0) <> (adds_up is null);
