-- The rank of a scope among its like by one metric: one row per metric_id, period, period_from, scope_id and day. Its like:
-- regions and federations of one level below the same parent, parks of one county. Best first; equal values share a rank and
-- the next one skips. rank: null without a value, and where the denominator is below the smallest that is ranked.
with likes as (
    select scope.scope_id, scope.level, coalesce(county.scope_id, scope.parent_scope_id) as like_of
    from scope
        left join (
            select scope_ancestor.scope_id as park_scope_id, above.scope_id
            from scope_ancestor
                join scope as above on above.scope_id = scope_ancestor.ancestor_scope_id and above.level = 'county'
        ) as county on scope.kind = 'park' and county.park_scope_id = scope.scope_id
),

candidates as (
    select
        stg_target_figure.metric_id,
        stg_target_figure.period,
        stg_target_figure.period_from,
        stg_target_figure.scope_id,
        stg_target_figure.day,
        likes.level,
        likes.like_of,
        if(metric.better = 'lower', stg_target_figure.value, - stg_target_figure.value) as ordering_value,
        stg_target_figure.value is not null
        and (metric.shape = 'count' or stg_target_figure.denominator >= night.rank_min_denominator) as is_ranked
    from stg_target_figure
        join stg_target_day using (day)
        join metric using (metric_id)
        join likes using (scope_id)
        cross join night
    where stg_target_day.is_night or stg_target_day.is_month_before or stg_target_day.is_year_before
)

select
    metric_id,
    period,
    period_from,
    scope_id,
    day,
    if(
        is_ranked,
        rank() over (
            partition by metric_id, period, period_from, day, like_of, level, is_ranked order by ordering_value
        ),
        null
    )::integer as rank,
    (count(*) filter (where is_ranked)
        over (partition by metric_id, period, period_from, day, like_of, level))::integer as rank_of
from candidates
