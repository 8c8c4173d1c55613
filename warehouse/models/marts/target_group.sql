-- Whether a scope passes a group of targets, such as two rates that must both exceed: one row per group_code and scope_id.
-- The targets of a group at a scope are those that hold there for the group's metrics, its own instead of an inherited one
-- too; the group governs a scope where at least one of them names it. passes: all are met; null when none fails and one
-- has no value, or no target. worst_status: the worst of them, in the order not_applicable, met, on_track, undefined, behind,
-- far_behind.
with group_metrics as (
    select distinct group_code, metric_id from stg_target where group_code is not null
),

governed as (
    select distinct group_code, scope_id from target_status where group_code is not null
),

judged as (
    select
        governed.group_code,
        governed.scope_id,
        group_metrics.metric_id,
        target_status.as_of,
        coalesce(target_status.status, 'not_applicable') as status
    from governed
        join group_metrics using (group_code)
        left join target_status
            on target_status.metric_id = group_metrics.metric_id and target_status.scope_id = governed.scope_id
)

select
    group_code,
    scope_id,
    max(as_of) as as_of,
    count(*)::integer as target_count,
    (count(*) filter (where status = 'met'))::integer as met_count,
    case
        when bool_or(status not in ('met', 'not_applicable')) then false
        when bool_and(status = 'met') then true
    end as passes,
    arg_max(
        status,
        list_position(['not_applicable', 'met', 'on_track', 'undefined', 'behind', 'far_behind'], status)
    ) as worst_status
from judged
group by group_code, scope_id
order by group_code, scope_id
