-- What each of the last twelve whole months brought to a count that has targets over a period: one row per metric_id,
-- scope_id and day, the month's last.
select
    figure.metric_id,
    figure.scope_id,
    stg_target_day.day,
    max(figure.definition_version) as definition_version,
    max(figure.value) as value
from figure
    join (
        select distinct metric_id
        from stg_target
        where is_count and period <> 'day'
    ) using (metric_id)
    join stg_target_day on figure.valid_from <= stg_target_day.day and figure.valid_to > stg_target_day.day
where stg_target_day.is_month_end and figure.period_kind = 'month' and figure.segment = 'all'
group by figure.metric_id, figure.scope_id, stg_target_day.day
