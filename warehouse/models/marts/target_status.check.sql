-- block: one target holds for a metric and scope
select metric_id, scope_id from target_status group by all having count(*) > 1;

-- block: nothing is missing exactly when the target is met
select metric_id, scope_id from target_status where (need = 0) <> (status = 'met');

-- block: "at least" never needs more than "more than"
select metric_id, scope_id from target_status where need_weak > need_strict;

-- warn: a target is a share of a known metric
select raw_target.target_code
from raw_target
    left join metric using (metric_id)
where metric.metric_id is null or target_ppm not between 0 and 1000000;

-- warn: the scope of a target exists
select raw_target.target_code
from raw_target
    left join stg_region_alias on raw_target.scope_id = 'region:' || stg_region_alias.region_code
    left join scope
        on scope.scope_id = coalesce('region:' || stg_region_alias.current_code, raw_target.scope_id)
where scope.scope_id is null;
