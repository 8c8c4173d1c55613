-- block: every status has a projection, or the reason why it has none
select metric_id, scope_id
from target_status
    full join target_projection using (metric_id, scope_id)
group by all
having count(target_status.as_of) <> 1 or count(target_projection.as_of) <> 1;

-- block: a projection lies within its interval
select metric_id, scope_id from target_projection where projected_value not between projected_lower and projected_upper;

-- block: a projection has six month ends or more
select metric_id, scope_id
from target_projection
where (projected_value is not null) <> (projection_state = 'projected') or (projected_value is not null and point_count < 6);
