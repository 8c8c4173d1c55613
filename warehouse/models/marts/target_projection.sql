-- Where a scope will stand at the end of its target's period if it goes on as in the last twelve months: one row per
-- metric_id and scope_id of target_status. docs/decisions/0007-projection.md says why it is made so.
-- The trend is the median of the slopes between any two of its last twelve month ends (Theil-Sen), from today's value on;
-- projected_lower, projected_upper: the same with the slopes of which one in twenty is below and above. A sum counts on from
-- the target's first day; for a count the month ends before it tell the trend too, as months of their own.
-- projection_state: projected; too_few_points (fewer than six month ends with a value under the rule version of today);
-- period_over; no_value. point_count: month ends with a value. reaches_on: the first day on which the trend meets the
-- target, the night's day when it is met, null when that is not within the period.
with points as (
    select
        target_status.metric_id,
        target_status.scope_id,
        stg_target_figure.day,
        stg_target_figure.value
    from target_status
        join stg_target_figure
            on stg_target_figure.metric_id = target_status.metric_id
                and stg_target_figure.scope_id = target_status.scope_id
                and stg_target_figure.period = target_status.period
                and stg_target_figure.period_from
                is not distinct from if(target_status.period = 'own', target_status.starts_on, null)
                and stg_target_figure.definition_version = target_status.definition_version
        join stg_target_day using (day)
    where stg_target_day.is_month_end
        and stg_target_figure.value is not null
        and stg_target_figure.is_of_day
        -- Sums of other periods are no earlier state of this one.
        and (target_status.period = 'day' or stg_target_figure.day >= target_status.starts_on)
        and not (target_status.is_count and target_status.period <> 'day')
    union all
    -- A count over a period goes on by what the last months have brought, whatever period they fell in.
    select
        target_status.metric_id,
        target_status.scope_id,
        stg_target_month.day,
        sum(stg_target_month.value) over (
            partition by target_status.metric_id, target_status.scope_id order by stg_target_month.day
        )
    from target_status
        join stg_target_month
            on stg_target_month.metric_id = target_status.metric_id
                and stg_target_month.scope_id = target_status.scope_id
                and stg_target_month.definition_version = target_status.definition_version
    where target_status.is_count and target_status.period <> 'day'
),

slopes as (
    select
        points.metric_id,
        points.scope_id,
        (later.value - points.value) / (later.day - points.day) as slope
    from points
        join points as later
            on later.metric_id = points.metric_id and later.scope_id = points.scope_id and later.day > points.day
),

trends as (
    select
        metric_id,
        scope_id,
        quantile_cont(slope, 0.5) as slope,
        quantile_cont(slope, 0.05) as lower_slope,
        quantile_cont(slope, 0.95) as upper_slope
    from slopes
    group by metric_id, scope_id
),

counted as (
    select metric_id, scope_id, count(*)::integer as point_count from points group by metric_id, scope_id
),

stated as (
    select
        target_status.*,
        coalesce(counted.point_count, 0) as point_count,
        trends.slope,
        trends.lower_slope,
        trends.upper_slope,
        target_status.ends_on - target_status.as_of as days_left,
        metric.unit = 'share' as is_share,
        case
            when target_status.value is null then 'no_value'
            when target_status.ends_on <= target_status.as_of then 'period_over'
            when coalesce(counted.point_count, 0) < 6 then 'too_few_points'
            else 'projected'
        end as projection_state
    from target_status
        join metric using (metric_id)
        left join counted using (metric_id, scope_id)
        left join trends using (metric_id, scope_id)
),

projected as (
    select
        stated.*,
        projection_state = 'projected' as is_projected,
        -- What can be: a share is from 0 to 1, a count not below 0, one over a period not below what it has reached.
        case
            when is_count and period <> 'day' then value
            when is_share or is_count then 0
            else '-infinity'::double
        end as least_value,
        if(is_share, 1, 'infinity'::double) as most_value,
        -- Days until the trend is at the target, or beyond it where it is to be passed.
        case
            when status = 'met' then 0
            when slope <> 0 and (target_value - value) / slope >= 0
                then if(
                    comparison in ('>', '<'),
                    floor(round((target_value - value) / slope, 6)) + 1,
                    ceil(round((target_value - value) / slope, 6))
                )
        end as days_to_target
    from stated
)

select
    metric_id,
    scope_id,
    as_of,
    ends_on,
    projection_state,
    point_count,
    if(is_projected, round(slope * 487 / 16, 6), null) as trend_per_month,
    if(is_projected, round(least(most_value, greatest(least_value, value + slope * days_left)), 6), null)
    as projected_value,
    if(is_projected, round(least(most_value, greatest(least_value, value + lower_slope * days_left)), 6), null)
    as projected_lower,
    if(is_projected, round(least(most_value, greatest(least_value, value + upper_slope * days_left)), 6), null)
    as projected_upper,
    case
        when (is_projected or status = 'met') and days_to_target <= days_left
            then as_of + days_to_target::integer
        when status = 'met' then as_of
    end as reaches_on
from projected
order by metric_id, scope_id
