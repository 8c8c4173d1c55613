-- How unevenly the scopes below a parent stand on a metric with targets (不平衡性): one row per metric_id, parent scope and
-- level of scopes. Regions and federations right below, parks at any depth. Measured: the value of a rate, for a count or an
-- average its value over the target, in points. unit_count: scopes with a target and a value, at least one.
-- range_points: highest less lowest. deviation_points: standard deviation of the population, each scope weighing the same;
-- weighted_deviation_points: weighed by denominator (by target for a count), about the mean so weighed.
-- behind_count, behind_share: those behind their path, or their target where there is no path, and have not met it.
-- bottom_scope_ids: the last five by value among those that are large enough to rank, worst first, parted by spaces.
with children as (
    select
        scope_ancestor.ancestor_scope_id as parent_scope_id,
        scope.level,
        scope.sort_no,
        target_status.metric_id,
        target_status.scope_id,
        target_status.is_lower,
        if(target_status.is_rate, target_status.value, target_status.value / nullif(target_status.target_value, 0)) as measured,
        if(target_status.is_count, target_status.target_value, target_status.denominator)::double as weight,
        coalesce(target_status.gap_to_path_points, target_status.gap_to_target_points) < 0
        and target_status.status <> 'met' as is_behind,
        target_status.rank is not null as is_ranked
    from target_status
        join scope using (scope_id)
        join scope_ancestor using (scope_id)
        join scope as parent on parent.scope_id = scope_ancestor.ancestor_scope_id
    where if(
        scope.kind = 'park',
        parent.kind = 'region',
        scope_ancestor.depth = 1 and parent.kind = scope.kind
    )
),

measured_children as (
    select
        *,
        sum(measured * weight) over of_parent / sum(weight) over of_parent as weighted_mean,
        row_number() over (
            partition by metric_id, parent_scope_id, level
            order by not is_ranked, if(is_lower, - measured, measured), sort_no
        ) as place
    from children
    where measured is not null
    window of_parent as (partition by metric_id, parent_scope_id, level)
)

select
    metric_id,
    parent_scope_id,
    level,
    count(*)::integer as unit_count,
    round((max(measured) - min(measured)) * 100, 4) as range_points,
    round(stddev_pop(measured) * 100, 4) as deviation_points,
    round(sqrt(sum(weight * (measured - weighted_mean) * (measured - weighted_mean)) / sum(weight)) * 100, 4)
    as weighted_deviation_points,
    (count(*) filter (where is_behind))::integer as behind_count,
    round(count(*) filter (where is_behind) / count(*), 6) as behind_share,
    string_agg(scope_id, ' ' order by place) filter (where is_ranked and place <= 5) as bottom_scope_ids
from measured_children
group by metric_id, parent_scope_id, level
order by metric_id, parent_scope_id, level
