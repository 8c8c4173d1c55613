-- Where a scope stands against the target that holds for it on the night's day: one row per metric_id and scope_id.
-- counted_on: the day of its path and figure, the night's or, of households, the last settled month end.
-- target_scope_id: the scope it is set for. is_own: that is the scope itself; otherwise the nearest above that has one.
-- A count is a rate of denominator 1. The points of a count, or of an average, are hundredths of the target.
-- path_value: where the scope should be today on the straight way from baseline over milestones to target; null without a
-- baseline. gap_to_path_points, gap_to_target_points: how far ahead, negative when behind, whichever way is better.
-- need_strict, need_weak: units still missing (or too many, where less is better) for "more than" ("less than") and "at
-- least" ("at most"), need: for the target's own comparison, all with the denominator as it is. required_per_month: need by
-- month until the end, rounded up. completion: value over target, null where less is better.
-- light_rule, band_no: what gave light and status; a gap that no band of the rule holds is undefined, never green. Without a
-- path the target itself takes its place.
-- rank: among its like (stg_target_rank), of rank_of ranked; rank_change_*: places won since then, negative when lost.
-- months_below: month ends in a row, up to the last one, at which it was below the path; yellow_count: those of the period
-- with a yellow light; both null when the rule does not look back. is_red_by_months: the red light is theirs, not the gap's;
-- who is on the path again has the light of the gap. is_talk_due: as many yellow lights as call for talks (约谈).
with rules as (
    select
        light_rule_code,
        any_value(red_after_months) as red_after_months,
        any_value(talk_after_yellows) as talk_after_yellows,
        arg_min(band_no, band_no) filter (where light = 'red') as red_band_no
    from light_band
    group by light_rule_code
),

month_ends as (
    select
        standing.metric_id,
        standing.scope_id,
        standing.counted_on as day,
        standing.need > 0 and standing.above_path < if(standing.has_path, 0, 1) as is_below,
        light_band.light = 'yellow' as is_yellow
    from stg_target_standing as standing
        left join light_band
            on light_band.light_rule_code = standing.light_rule and light_band.band_no = standing.band_no
    where not standing.is_night
),

histories as (
    select
        metric_id,
        scope_id,
        -- Month ends after the last one at which it was on the path, or nothing was known.
        (count(*) filter (where day > coalesce(on_path_on, '-infinity'::date)))::integer as months_below,
        (count(*) filter (where is_yellow))::integer as yellow_count
    from (
        select *, max(if(is_below, null, day)) over (partition by metric_id, scope_id) as on_path_on
        from month_ends
    )
    group by metric_id, scope_id
),

judged as (
    select
        standing.* exclude (band_no),
        if(rules.red_after_months is null and rules.talk_after_yellows is null, null, coalesce(histories.months_below, 0))
        as months_below,
        if(rules.red_after_months is null and rules.talk_after_yellows is null, null, coalesce(histories.yellow_count, 0))
        as yellow_count,
        coalesce(
            standing.has_value
            and standing.need > 0
            and standing.above_path < if(standing.has_path, 0, 1)
            and histories.months_below >= rules.red_after_months
            and standing.band_no is distinct from rules.red_band_no,
            false
        ) as is_red_by_months,
        coalesce(histories.yellow_count >= rules.talk_after_yellows, false) as is_talk_due,
        if(is_red_by_months, rules.red_band_no, standing.band_no) as band_no
    from stg_target_standing as standing
        left join rules on rules.light_rule_code = standing.light_rule
        left join histories
            on histories.metric_id = standing.metric_id and histories.scope_id = standing.scope_id
    where standing.is_night
)

select
    target_code,
    metric_id,
    scope_id,
    target_scope_id,
    is_own,
    as_of,
    counted_on,
    numerator,
    denominator,
    value,
    state,
    definition_version,
    period,
    is_count,
    is_rate,
    is_lower,
    is_running,
    baseline_ppm / 1000000 as baseline_value,
    target_ppm / 1000000 as target_value,
    comparison,
    starts_on,
    ends_on,
    calendar_method,
    document,
    clause,
    approved_by,
    group_code,
    supersedes_code,
    round(
        case calendar_method
            when 'month'
                then datesub('month', starts_on, counted_on + 1) / greatest(1, datesub('month', starts_on, ends_on + 1))
            else (counted_on - starts_on + 1) / (ends_on - starts_on + 1)
        end,
        6
    ) as time_progress,
    if(is_lower or target_ppm = 0, null, round(value / (target_ppm / 1000000), 6)) as completion,
    if(has_path, round(path_parts::double / total::double / 1000000, 6), null) as path_value,
    if(
        has_path and has_value, round(above_path::double / total::double / hundred_points::double * 100, 4), null
    ) as gap_to_path_points,
    if(
        has_value,
        round(
            if(is_lower, -1, 1) * (numerator::hugeint * 1000000 - target_ppm::hugeint * whole)::double
            / hundred_points::double
            * 100,
            4
        ),
        null
    ) as gap_to_target_points,
    need_strict,
    need_weak,
    need,
    -- A month is 487/16 days; a rate of more than all that is missing says nothing.
    case
        when not has_value or days_left <= 0 then null
        else least(need, (need::hugeint * 487 + 16 * days_left - 1) // (16 * days_left))::bigint
    end as required_per_month,
    light_rule,
    judged.band_no,
    months_below,
    yellow_count,
    is_red_by_months,
    is_talk_due,
    case
        when not has_value then 'not_applicable'
        else coalesce(lights.light, 'undefined')
    end as light,
    case
        when not has_value then 'not_applicable'
        when need = 0 then 'met'
        else coalesce(lights.status, 'undefined')
    end as status,
    -- Without a path there is no schedule to be behind of: it has simply not been met.
    case
        when not has_value then '不适用'
        when not has_path and need > 0 and lights.status in ('behind', 'far_behind') then '未达标'
        else coalesce(lights.word_zh, '未定义')
    end as word_zh,
    case
        when not has_value then 'not applicable'
        when not has_path and need > 0 and lights.status in ('behind', 'far_behind') then 'not met'
        else coalesce(lights.word_en, 'not defined')
    end as word_en,
    case when not has_value then 'dash' else coalesce(lights.shape, 'cross') end as shape,
    case when not has_value then 'same' else coalesce(lights.colour_token, 'same') end as colour_token,
    rank,
    rank_of,
    (rank_month_before - rank)::integer as rank_change_month,
    (rank_year_before - rank)::integer as rank_change_year,
    rank_min_denominator
from judged
    left join light_band as lights
        on lights.light_rule_code = judged.light_rule and lights.band_no = judged.band_no
order by metric_id, scope_id
