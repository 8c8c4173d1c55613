-- Where a scope stood against the target that holds for it: one row per metric_id, scope_id, counted_on and is_night. Of the
-- night, and for light rules that look back of the month ends of its period. All is reckoned in integers (millionths), so no
-- rounding decides a status. whole: the denominator, 1 for a count. path_parts: the path in millionths, times total; above_path:
-- how far ahead of it, in millionths of whole times total. hundred_points: what a hundred points of the gap are.
-- band_no: the first band of the rule that holds the gap; null when none does. Ranks are of the night alone.
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

-- The days of a target: that of the night, and for rules that look back the month ends of its period until then.
days as (
    select target_code, calendar_method, counted_on, true as is_night
    from stg_target
    union all
    select stg_target.target_code, stg_target.calendar_method, stg_target_day.day, false
    from stg_target
        join raw_light_rule
            on raw_light_rule.light_rule_code = coalesce(stg_target.light_rule_code, 'DEFAULT-1')
                and coalesce(raw_light_rule.red_after_months, raw_light_rule.talk_after_yellows) is not null
        join stg_target_day
            on stg_target_day.is_month_end
                and stg_target_day.day >= stg_target.starts_on
                and stg_target_day.day <= stg_target.counted_on
),

-- The stretch of the path that holds the day: elapsed of total days or months, from one knot to the next.
path_stretches as (
    select
        days.*,
        max(knots.day) filter (where knots.day < days.counted_on) as from_day,
        min(knots.day) filter (where knots.day >= days.counted_on) as to_day,
        arg_min(knots.ppm, knots.day) filter (where knots.day >= days.counted_on) as to_ppm
    from days
        join knots using (target_code)
    group by all
),

paths as (
    select
        path_stretches.target_code,
        path_stretches.counted_on,
        path_stretches.is_night,
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
        stg_scope_target.* exclude (light_rule_code, counted_on),
        paths.counted_on,
        paths.is_night,
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
                and stg_target_figure.day = case
                    when not paths.is_night then paths.counted_on
                    when stg_scope_target.period in ('day', 'own') then night.as_of
                    else stg_scope_target.figure_day
                end
                and (paths.is_night or stg_target_figure.is_of_day)
                and stg_target_figure.period_start is not distinct from case stg_scope_target.period
                    when 'own' then stg_scope_target.starts_on
                    when 'calendar_year' then date_trunc('year', paths.counted_on)::date
                    when 'union_year'
                        then (date_trunc('year', paths.counted_on + interval 3 month) - interval 3 month)::date
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
                and gaps.is_night
),

-- The first band that holds the gap. Ends are hundredths of a point or of a per cent, so ten thousand are the whole.
lights as (
    select measured.metric_id, measured.scope_id, measured.counted_on, measured.is_night, light_band.band_no
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
    qualify row_number() over (
        partition by measured.metric_id, measured.scope_id, measured.counted_on, measured.is_night order by light_band.band_no
    ) = 1
)

select ranked_gaps.*, lights.band_no
from ranked_gaps
    left join lights using (metric_id, scope_id, counted_on, is_night)
