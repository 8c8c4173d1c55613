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
-- path the target itself takes its place. All is reckoned in integers (millionths), so no rounding decides a status.
-- rank: among its like (stg_target_rank), of rank_of ranked; rank_change_*: places won since then, negative when lost.
with knots as (
    select target_code, starts_on - 1 as day, baseline_ppm as ppm from stg_target
    union all
    select stg_target.target_code, raw_target_milestone.due_on, raw_target_milestone.value_ppm
    from stg_target
        join raw_target_milestone using (target_code)
    where raw_target_milestone.due_on >= stg_target.starts_on and raw_target_milestone.due_on < stg_target.ends_on
    union all
    select target_code, ends_on, target_ppm from stg_target
),

-- The stretch of the path that holds the day: elapsed of total days or months, from one knot to the next.
path_stretches as (
    select
        stg_target.target_code,
        stg_target.calendar_method,
        stg_target.counted_on,
        max(knots.day) filter (where knots.day < stg_target.counted_on) as from_day,
        min(knots.day) filter (where knots.day >= stg_target.counted_on) as to_day,
        arg_min(knots.ppm, knots.day) filter (where knots.day >= stg_target.counted_on) as to_ppm
    from stg_target
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

statements as (
    select
        stg_scope_target.* exclude (light_rule_code),
        coalesce(stg_scope_target.light_rule_code, 'DEFAULT-1') as light_rule,
        stg_target_figure.numerator,
        stg_target_figure.denominator,
        stg_target_figure.value,
        coalesce(stg_target_figure.state, 'not_reported') as state,
        stg_target_figure.definition_version,
        paths.total,
        -- The path in millionths, times total; the target where there is no path.
        coalesce(
            paths.from_ppm * paths.total + (paths.to_ppm - paths.from_ppm) * paths.elapsed,
            stg_scope_target.target_ppm::hugeint * paths.total
        ) as path_parts,
        paths.from_ppm is not null as has_path,
        stg_target_figure.value is not null as has_value,
        if(is_count, 1, stg_target_figure.denominator)::hugeint as whole,
        night.rank_min_denominator
    from stg_scope_target
        join paths using (target_code)
        cross join night
        left join stg_target_figure
            on stg_target_figure.metric_id = stg_scope_target.metric_id
                and stg_target_figure.scope_id = stg_scope_target.scope_id
                and stg_target_figure.period = stg_scope_target.period
                and stg_target_figure.period_from
                is not distinct from if(stg_scope_target.period = 'own', stg_scope_target.starts_on, null)
                -- A published year is that of its day: households are known to the last settled month, and in January,
                -- before the first month of a target's year has settled, nothing is.
                and stg_target_figure.day = if(
                    stg_scope_target.period in ('day', 'own'),
                    night.as_of,
                    stg_scope_target.figure_day
                )
                and stg_target_figure.period_start is not distinct from case stg_scope_target.period
                    when 'own' then stg_scope_target.starts_on
                    when 'calendar_year' then date_trunc('year', stg_scope_target.counted_on)::date
                    when 'union_year'
                        then (date_trunc('year', stg_scope_target.counted_on + interval 3 month) - interval 3 month)::date
                end
),

needs as (
    select
        statements.*,
        case
            when not has_value then null
            when is_lower then greatest(0, numerator - ((target_ppm::hugeint * whole + 999999) // 1000000 - 1))
            else greatest(0, target_ppm::hugeint * whole // 1000000 + 1 - numerator)
        end::bigint as need_strict,
        case
            when not has_value then null
            when is_lower then greatest(0, numerator - target_ppm::hugeint * whole // 1000000)
            else greatest(0, (target_ppm::hugeint * whole + 999999) // 1000000 - numerator)
        end::bigint as need_weak,
        ends_on - as_of as days_left
    from statements
),

gaps as (
    select
        needs.*,
        if(comparison in ('>', '<'), need_strict, need_weak) as need,
        if(is_lower, -1, 1) * (numerator::hugeint * 1000000 * total - whole * path_parts) as above_path,
        -- What a hundred points of the gap are: the whole of a rate, the target of a count or an average.
        if(is_rate or target_ppm = 0, 1000000, target_ppm)::hugeint * whole as hundred_points
    from needs
),

ranks as (
    select
        stg_target_rank.metric_id,
        stg_target_rank.period,
        stg_target_rank.period_from,
        stg_target_rank.scope_id,
        max(rank) filter (where is_night) as rank,
        max(rank_of) filter (where is_night) as rank_of,
        max(rank) filter (where is_month_before) as rank_month_before,
        max(rank) filter (where is_year_before) as rank_year_before
    from stg_target_rank
        join stg_target_day using (day)
    group by all
),

ranked_gaps as (
    select gaps.*, ranks.rank, ranks.rank_of, ranks.rank_month_before, ranks.rank_year_before
    from gaps
        left join ranks
            on ranks.metric_id = gaps.metric_id
                and ranks.scope_id = gaps.scope_id
                and ranks.period = gaps.period
                and ranks.period_from is not distinct from if(gaps.period = 'own', gaps.starts_on, null)
),

-- The first band that holds the gap. Ends are hundredths of a point or of a per cent, so ten thousand are the whole.
lights as (
    select measured.metric_id, measured.scope_id, light_band.* exclude (light_rule_code)
    from (
        select
            ranked_gaps.*,
            -- Just at the target that is to be passed, and without a path to be on: behind by the smallest there is.
            10000 * if(not has_path and need > 0 and above_path = 0, -1, above_path) as gap_parts
        from ranked_gaps
        where has_value
    ) as measured
        join light_band
            on light_band.light_rule_code = measured.light_rule
                and case light_band.applies_to
                    when 'met' then measured.need = 0
                    -- Who is alone leads nobody.
                    when 'leader' then measured.rank = 1 and measured.rank_of > 1
                    else true
                end
    where (
        light_band.from_bp is null
        or gap_parts > light_band.from_bp * if(light_band.measure = 'points', hundred_points * total, whole * path_parts)
        or (
            light_band.from_included
            and gap_parts
            = light_band.from_bp * if(light_band.measure = 'points', hundred_points * total, whole * path_parts)
        )
    )
        and (
            light_band.to_bp is null
            or gap_parts < light_band.to_bp * if(light_band.measure = 'points', hundred_points * total, whole * path_parts)
            or (
                light_band.to_included
                and gap_parts
                = light_band.to_bp * if(light_band.measure = 'points', hundred_points * total, whole * path_parts)
            )
        )
    qualify row_number() over (partition by measured.metric_id, measured.scope_id order by light_band.band_no) = 1
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
    lights.band_no,
    case
        when not has_value then 'not_applicable'
        else coalesce(lights.light, 'undefined')
    end as light,
    case
        when not has_value then 'not_applicable'
        when need = 0 then 'met'
        else coalesce(lights.status, 'undefined')
    end as status,
    case when not has_value then '不适用' else coalesce(lights.word_zh, '未定义') end as word_zh,
    case when not has_value then 'not applicable' else coalesce(lights.word_en, 'not defined') end as word_en,
    case when not has_value then 'dash' else coalesce(lights.shape, 'cross') end as shape,
    case when not has_value then 'same' else coalesce(lights.colour_token, 'same') end as colour_token,
    rank,
    rank_of,
    (rank_month_before - rank)::integer as rank_change_month,
    (rank_year_before - rank)::integer as rank_change_year,
    rank_min_denominator
from ranked_gaps
    left join lights using (metric_id, scope_id)
order by metric_id, scope_id
