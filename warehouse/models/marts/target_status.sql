-- Where a scope stands against the target that holds for it on the night's day: one row per metric_id and scope_id.
-- target_scope_id: the scope it is set for. is_own: that is the scope itself; otherwise the nearest above that has one.
-- path_value: where the scope should be today on the straight way from baseline over milestones to target; null without a
-- baseline. need_strict, need_weak: units still missing for "more than" and "at least", need: for the target's own
-- comparison, all with the denominator as it is. required_per_month: need by month until the end, rounded up.
-- Rule default-1: met; on_track at or above the path; behind up to 10 points below it; far_behind beyond. Without a path
-- the target itself takes its place. Shares are reckoned in integers (millionths), so no rounding decides a status.
with live_targets as (
    select
        target.target_code,
        target.metric_id,
        coalesce('region:' || stg_region_alias.current_code, target.scope_id) as scope_id,
        target.starts_on,
        target.ends_on,
        target.baseline_ppm,
        target.target_ppm,
        target.comparison,
        target.calendar_method,
        target.is_inherited,
        target.document,
        target.clause,
        target.approved_by,
        metric.time = 'flow' as is_flow,
        night.as_of,
        least(night.as_of, target.ends_on) as counted_on,
        night.as_of <= target.ends_on as is_running
    from raw_target as target
        join metric using (metric_id)
        left join stg_region_alias on target.scope_id = 'region:' || stg_region_alias.region_code
        cross join night
    where target.starts_on <= night.as_of
        and metric.shape = 'ratio'
        and not exists (
            from raw_target as later
            where later.supersedes_code = target.target_code and later.starts_on <= night.as_of
        )
),

-- Of several targets of one scope the running one counts, otherwise the one that ended last.
own_targets as (
    select *
    from live_targets
    qualify row_number() over (
        partition by metric_id, scope_id order by is_running desc, ends_on desc, starts_on desc, target_code
    ) = 1
),

scope_targets as (
    select
        scope_ancestor.scope_id as for_scope_id,
        scope_ancestor.depth = 0 as is_own,
        own_targets.*
    from own_targets
        join metric using (metric_id)
        join scope_ancestor on scope_ancestor.ancestor_scope_id = own_targets.scope_id
        join scope on scope.scope_id = scope_ancestor.scope_id and list_contains(metric.scope_kinds, scope.kind)
    where scope_ancestor.depth = 0 or own_targets.is_inherited
    qualify row_number() over (
        partition by own_targets.metric_id, scope_ancestor.scope_id
        order by own_targets.is_running desc, scope_ancestor.depth, own_targets.target_code
    ) = 1
),

knots as (
    select target_code, starts_on - 1 as day, baseline_ppm as ppm from own_targets
    union all
    select own_targets.target_code, raw_target_milestone.due_on, raw_target_milestone.value_ppm
    from own_targets
        join raw_target_milestone using (target_code)
    where raw_target_milestone.due_on >= own_targets.starts_on and raw_target_milestone.due_on < own_targets.ends_on
    union all
    select target_code, ends_on, target_ppm from own_targets
),

-- The stretch of the path that holds the day: elapsed of total days or months, from one knot to the next.
path_stretches as (
    select
        own_targets.target_code,
        own_targets.calendar_method,
        own_targets.counted_on,
        max(knots.day) filter (where knots.day < own_targets.counted_on) as from_day,
        min(knots.day) filter (where knots.day >= own_targets.counted_on) as to_day,
        arg_min(knots.ppm, knots.day) filter (where knots.day >= own_targets.counted_on) as to_ppm
    from own_targets
        join knots using (target_code)
    group by all
),

paths as (
    select
        path_stretches.target_code,
        knots.ppm::hugeint as from_ppm,
        to_ppm::hugeint as to_ppm,
        (
            case calendar_method
                when 'month' then datesub('month', from_day + 1, counted_on + 1)
                else counted_on - from_day
            end
        )::hugeint as elapsed,
        (
            case calendar_method
                when 'month' then greatest(1, datesub('month', from_day + 1, to_day + 1))
                else to_day - from_day
            end
        )::hugeint as total
    from path_stretches
        join knots on knots.target_code = path_stretches.target_code and knots.day = path_stretches.from_day
),

current_rule as (
    select arg_max(rule_code, (valid_from, rule_code)) as rule_code
    from raw_frontline_rule cross join night
    where valid_from <= night.as_of and (valid_to is null or valid_to > night.as_of)
),

statements as (
    select
        scope_targets.*,
        figure.numerator,
        figure.denominator,
        figure.value,
        coalesce(figure.state, 'not_reported') as state,
        paths.total,
        -- The path in millionths, times total; the target where there is no path.
        coalesce(
            paths.from_ppm * paths.total + (paths.to_ppm - paths.from_ppm) * paths.elapsed,
            scope_targets.target_ppm::hugeint * paths.total
        ) as path_parts,
        paths.from_ppm is not null as has_path,
        coalesce(figure.denominator, 0) > 0 as has_value
    from scope_targets
        join paths using (target_code)
        cross join current_rule
        left join figure
            on figure.metric_id = scope_targets.metric_id
                and figure.scope_id = scope_targets.for_scope_id
                and figure.segment = 'all'
                and figure.valid_from <= scope_targets.as_of
                and figure.valid_to > scope_targets.as_of
                and figure.period_kind
                = case
                    when not scope_targets.is_flow then 'day'
                    when strftime(scope_targets.starts_on, '%m-%d') = '10-01' then 'union_year'
                    else 'calendar_year'
                end
                and (figure.rule_code is null or figure.rule_code = current_rule.rule_code)
),

needs as (
    select
        statements.*,
        if(
            has_value,
            greatest(0, target_ppm::hugeint * denominator // 1000000 + 1 - numerator),
            null
        )::bigint as need_strict,
        if(
            has_value,
            greatest(0, (target_ppm::hugeint * denominator + 999999) // 1000000 - numerator),
            null
        )::bigint as need_weak,
        if(has_value, numerator::hugeint * 1000000 * total - denominator * path_parts, null) as above_path,
        ends_on - as_of as days_left
    from statements
)

select
    target_code,
    metric_id,
    for_scope_id as scope_id,
    scope_id as target_scope_id,
    is_own,
    as_of,
    numerator,
    denominator,
    value,
    state,
    baseline_ppm / 1000000 as baseline_value,
    target_ppm / 1000000 as target_value,
    comparison,
    starts_on,
    ends_on,
    calendar_method,
    document,
    clause,
    approved_by,
    round(
        case calendar_method
            when 'month'
                then datesub('month', starts_on, counted_on + 1) / greatest(1, datesub('month', starts_on, ends_on + 1))
            else (counted_on - starts_on + 1) / (ends_on - starts_on + 1)
        end,
        6
    ) as time_progress,
    if(has_path, round(path_parts::double / total::double / 1000000, 6), null) as path_value,
    if(has_path, round((value - path_parts::double / total::double / 1000000) * 100, 4), null) as gap_to_path_points,
    round((value - target_ppm / 1000000) * 100, 4) as gap_to_target_points,
    need_strict,
    need_weak,
    if(comparison = '>', need_strict, need_weak) as need,
    -- A month is 487/16 days; a rate of more than all that is missing says nothing.
    case
        when not has_value or days_left <= 0 then null
        else least(
            if(comparison = '>', need_strict, need_weak),
            (if(comparison = '>', need_strict, need_weak)::hugeint * 487 + 16 * days_left - 1) // (16 * days_left)
        )::bigint
    end as required_per_month,
    'default-1' as light_rule,
    case
        when not has_value then 'not_applicable'
        when if(comparison = '>', need_strict, need_weak) = 0 then 'met'
        when above_path >= 0 and has_path then 'on_track'
        when above_path >= denominator::hugeint * total * -100000 then 'behind'
        else 'far_behind'
    end as status
from needs
order by metric_id, scope_id
