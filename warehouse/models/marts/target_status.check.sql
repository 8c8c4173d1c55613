-- block: one target holds for a metric and scope
select metric_id, scope_id from target_status group by all having count(*) > 1;

-- block: nothing is missing exactly when the target is met
select metric_id, scope_id from target_status where (need = 0) <> (status = 'met');

-- block: "at least" never needs more than "more than"
select metric_id, scope_id from target_status where need_weak > need_strict;

-- block: a light stands for a band of its rule, and without one it is undefined
select metric_id, scope_id
from target_status
    left join light_band
        on light_band.light_rule_code = target_status.light_rule and light_band.band_no = target_status.band_no
where state in ('reported', 'zero')
    and coalesce(light_band.light, 'undefined') <> target_status.light;

-- block: figures of a status are those that are published
select target_status.metric_id, target_status.scope_id
from target_status
    join figure
        on figure.metric_id = target_status.metric_id
            and figure.scope_id = target_status.scope_id
            and figure.segment = 'all'
            and figure.period_kind = target_status.period
            and figure.valid_from <= if(target_status.period = 'day', target_status.as_of, target_status.counted_on)
            and figure.valid_to > if(target_status.period = 'day', target_status.as_of, target_status.counted_on)
where target_status.state in ('reported', 'zero')
group by all
having not bool_or(
    figure.numerator = target_status.numerator and figure.denominator is not distinct from target_status.denominator
);

-- warn: a target is of a known metric, and a rate is from 0 to 1
select raw_target.target_code
from raw_target
    left join metric using (metric_id)
where metric.metric_id is null or (metric.unit = 'share' and target_ppm not between 0 and 1000000);

-- warn: the comparison of a target is that of its metric
select raw_target.target_code
from raw_target
    join metric using (metric_id)
where (metric.better = 'lower' and comparison in ('>', '>=')) or (metric.better = 'higher' and comparison in ('<', '<='));

-- warn: the scope of a target exists
select raw_target.target_code
from raw_target
    left join stg_region_alias on raw_target.scope_id = 'region:' || stg_region_alias.region_code
    left join scope
        on scope.scope_id = coalesce('region:' || stg_region_alias.current_code, raw_target.scope_id)
where scope.scope_id is null;
