-- block: who is alone is not uneven, and no deviation is above the range
select metric_id, parent_scope_id, level
from target_imbalance
where (unit_count = 1 and range_points <> 0)
    or deviation_points > range_points + 0.001
    or behind_count > unit_count;
