-- Figures of the metrics that have targets, for every scope: one row per metric_id, period, period_from, scope_id and day
-- of stg_target_day (of an ended target's sum, its last day takes the night's place). period_from: null, except for sums
-- over a target's own period, which are made of months and, where it begins within one, less what was before.
-- period_start: what the figure sums from, null for a stock. is_of_day: not when it is an older one that still stands, as of
-- households until their next month has settled.
-- Where a metric has several figures, that of the frontline rule in force and of the latest star scheme counts.
with wanted_periods as (
    select distinct
        metric_id,
        period,
        if(period = 'own', starts_on, null) as period_from,
        if(period = 'own', ends_on, null) as period_to
    from stg_target
),

current_rule as (
    select arg_max(rule_code, (valid_from, rule_code)) as rule_code
    from raw_frontline_rule cross join night
    where valid_from <= night.as_of and (valid_to is null or valid_to > night.as_of)
),

current_schemes as (
    select scheme_code, valid_from as scheme_from
    from raw_rating_scheme cross join night
    where valid_from <= night.as_of
),

known_figures as (
    select figure.*, current_schemes.scheme_from
    from figure
        join (
            select distinct metric_id, if(period = 'own', 'month', period) as period_kind
            from wanted_periods
        ) as wanted using (metric_id, period_kind)
        cross join current_rule
        left join current_schemes using (scheme_code)
    where figure.segment = 'all'
        and figure.level_key is null
        and (figure.rule_code is null or figure.rule_code = current_rule.rule_code)
),

published_periods as (
    select
        known_figures.metric_id,
        known_figures.period_kind as period,
        null::date as period_from,
        known_figures.scope_id,
        stg_target_day.day,
        known_figures.period_start,
        metric.disclosure <> 'household' or known_figures.valid_from = stg_target_day.day as is_of_day,
        known_figures.numerator,
        known_figures.denominator,
        known_figures.value,
        known_figures.state,
        known_figures.definition_version
    from known_figures
        join metric using (metric_id)
        join stg_target_day
            on known_figures.valid_from <= stg_target_day.day and known_figures.valid_to > stg_target_day.day
        join (
            select distinct metric_id, period as period_kind
            from wanted_periods
            where period <> 'own'
        ) using (metric_id, period_kind)
    qualify row_number() over (
        partition by known_figures.metric_id, period, known_figures.scope_id, stg_target_day.day
        order by known_figures.rule_code, known_figures.scheme_from desc, known_figures.denominator desc
    ) = 1
),

-- Months of a target's own period: the latest of each that is known by the day, and of its first one what was before it.
months as (
    select
        known_figures.metric_id,
        wanted_periods.period_from,
        known_figures.scope_id,
        stg_target_day.day,
        known_figures.period_start,
        max(known_figures.definition_version) as definition_version,
        arg_max(known_figures.numerator, known_figures.valid_from) as numerator,
        arg_max(known_figures.denominator, known_figures.valid_from) as denominator,
        arg_max(known_figures.numerator, known_figures.valid_from)
            filter (where known_figures.valid_from < wanted_periods.period_from) as numerator_before,
        arg_max(known_figures.denominator, known_figures.valid_from)
            filter (where known_figures.valid_from < wanted_periods.period_from) as denominator_before
    from wanted_periods
        join known_figures
            on known_figures.metric_id = wanted_periods.metric_id and known_figures.period_kind = 'month'
        join stg_target_day on known_figures.valid_from <= least(stg_target_day.day, wanted_periods.period_to)
    where wanted_periods.period = 'own'
        and stg_target_day.day >= wanted_periods.period_from
        and known_figures.period_start >= date_trunc('month', wanted_periods.period_from)
        -- Sums by the month cannot begin within one.
        and (known_figures.grain = 'day' or wanted_periods.period_from = date_trunc('month', wanted_periods.period_from))
    group by all
),

own_periods as (
    select
        metric_id,
        'own' as period,
        period_from,
        scope_id,
        day,
        period_from as period_start,
        true as is_of_day,
        sum(numerator - coalesce(numerator_before, 0))::bigint as numerator,
        sum(denominator - coalesce(denominator_before, 0))::bigint as denominator,
        max(definition_version) as definition_version,
        min(definition_version) <> max(definition_version) as is_broken
    from months
    group by all
)

from published_periods
union all by name
select
    own_periods.* exclude (is_broken),
    case
        when metric.shape = 'count' then numerator::double
        when denominator > 0 then numerator / denominator
    end as value,
    case
        when metric.shape = 'ratio' and denominator <= 0 then 'not_applicable'
        when numerator = 0 then 'zero'
        else 'reported'
    end as state
from own_periods
    join metric using (metric_id)
where not own_periods.is_broken
