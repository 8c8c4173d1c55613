-- A day that figures are known for: one row per as_of.
-- Every day of the last `daily_days` days up to the night's day, and month ends before that back to the first fact.
-- is_month_end: the end of a month, or the night's day: what is known by month alone is known then.
with fact_days as (
    select min(valid_from) as day from raw_enterprise_period
    union all
    select min(reported_on) from raw_aggregate_return
    union all
    select min(approved_on) from raw_trade_union
    union all
    select min(opened_on) from raw_park
),

span as (
    select min(fact_days.day) as first_day, min(night.as_of) as last_day, min(night.daily_days)::integer as daily_days
    from fact_days cross join night
),

recent_days as (
    select unnest(generate_series(last_day - (daily_days - 1), last_day, interval 1 day))::date as as_of
    from span
),

month_ends as (
    select last_day(unnest(generate_series(date_trunc('month', first_day), last_day, interval 1 month))::date) as as_of
    from span
    where first_day is not null
),

days as (
    select as_of from recent_days
    union all
    select month_ends.as_of from month_ends cross join span where month_ends.as_of <= span.last_day - span.daily_days
)

select days.as_of, days.as_of in (last_day(days.as_of), night.as_of) as is_month_end
from days cross join night
order by days.as_of
