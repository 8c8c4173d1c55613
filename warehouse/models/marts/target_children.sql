-- Whether the targets of the scopes below add up to the one above: one row per metric_id, parent scope and level of scopes.
-- Children: the regions, parks or federations right below. compared_count: children with a target of the same end and
-- direction; the others cannot be compared. A count: their sum against the parent's; a rate: their mean weighted by the
-- denominators of today, without those that have none. difference: children's less the parent's.
-- adds_up: reaching all of them reaches the parent's, children without a comparable target counted as reaching nothing
-- more for a count, and left out of the mean for a rate. Null when none can be compared.
with pairs as (
    select
        parent.metric_id,
        parent.scope_id as parent_scope_id,
        parent.is_count,
        parent.is_lower,
        round(parent.target_value * 1000000)::hugeint as parent_ppm,
        child_scope.level,
        child.scope_id is not null
        and child.ends_on = parent.ends_on
        and child.is_lower = parent.is_lower
        and (parent.is_count or child.denominator > 0) as is_compared,
        round(child.target_value * 1000000)::hugeint as child_ppm,
        if(parent.is_count, 1, child.denominator)::hugeint as weight
    from target_status as parent
        join scope as child_scope on child_scope.parent_scope_id = parent.scope_id
        join metric on metric.metric_id = parent.metric_id and list_contains(metric.scope_kinds, child_scope.kind)
        left join target_status as child
            on child.metric_id = parent.metric_id and child.scope_id = child_scope.scope_id
),

sums as (
    select
        metric_id,
        parent_scope_id,
        level,
        is_count,
        is_lower,
        parent_ppm,
        count(*)::integer as child_count,
        (count(*) filter (where is_compared))::integer as compared_count,
        sum(child_ppm * weight) filter (where is_compared) as child_parts,
        if(is_count, 1, sum(weight) filter (where is_compared)) as weights
    from pairs
    group by metric_id, parent_scope_id, level, is_count, is_lower, parent_ppm
)

select
    metric_id,
    parent_scope_id,
    level,
    if(is_count, 'sum', 'mean_by_denominator') as method,
    child_count,
    compared_count,
    parent_ppm::double / 1000000 as parent_value,
    round(child_parts::double / weights::double / 1000000, 6) as children_value,
    round((child_parts::double / weights::double - parent_ppm::double) / 1000000, 6) as difference,
    if(
        compared_count = 0,
        null,
        if(
            is_lower,
            child_parts::hugeint <= parent_ppm * weights::hugeint,
            child_parts::hugeint >= parent_ppm * weights::hugeint
        )
    ) as adds_up
from sums
order by metric_id, parent_scope_id, level
