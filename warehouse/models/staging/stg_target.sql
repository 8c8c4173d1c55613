-- The target that a scope itself has for a metric on the night's day: one row per metric_id and scope_id.
-- Superseded targets are left out once the later one has begun; of several the running one counts, otherwise the one that
-- ended last. Values are in millionths: of 1 for a rate, of a unit for a count. is_lower: less is better.
-- period: what a flow is summed over: 'day' for a stock; the calendar or union year that the target runs through; 'own',
-- from its first day to its last, for any other length and once it is over. Sums of cells that may be hidden are never made
-- here, so a metric of households has published years alone. counted_on: the day of the path that is looked at;
-- figure_day: that of a year's figure, the last of stg_target_day until then.
with live_targets as (
    select
        target.* exclude (scope_id),
        coalesce('region:' || stg_region_alias.current_code, target.scope_id) as scope_id,
        metric.shape = 'count' as is_count,
        metric.unit in ('share', 'completion', 'quotient') as is_rate,
        metric.disclosure = 'household' as is_household,
        metric.time = 'stock' as is_stock,
        metric.better = 'lower' as ranks_upwards,
        target.comparison in ('<', '<=') as is_lower,
        night.as_of,
        -- Households are known to the last settled month: that is the day on which their path is looked at.
        if(
            metric.disclosure = 'household',
            greatest(target.starts_on, least(stg_closed_month.closed_on, target.ends_on)),
            least(night.as_of, target.ends_on)
        ) as counted_on,
        night.as_of <= target.ends_on as is_running
    from raw_target as target
        join metric using (metric_id)
        left join stg_region_alias on target.scope_id = 'region:' || stg_region_alias.region_code
        cross join night
        cross join stg_closed_month
    where target.starts_on <= night.as_of
        and metric.shape in ('ratio', 'count')
        and not exists (
            from raw_target as later
            where later.supersedes_code = target.target_code and later.starts_on <= night.as_of
        )
)

select
    * exclude (baseline_ppm, is_stock),
    (select max(day) from stg_target_day where day <= counted_on) as figure_day,
    -- What is counted from nothing has a path from nothing.
    coalesce(baseline_ppm, if(is_count and not is_lower, 0, null)) as baseline_ppm,
    case
        when is_stock then 'day'
        when not is_household and (not is_running or ends_on <> (starts_on + interval 1 year - interval 1 day)::date)
            then 'own'
        when strftime(starts_on, '%m-%d') = '01-01' then 'calendar_year'
        when strftime(starts_on, '%m-%d') = '10-01' then 'union_year'
        when is_household then 'calendar_year'
        else 'own'
    end as period
from live_targets
qualify row_number() over (
    partition by metric_id, scope_id order by is_running desc, ends_on desc, starts_on desc, target_code
) = 1
