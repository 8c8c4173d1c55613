-- A window in which hardship files are to be visited: one row per kind_key and as_of, its last day, a month end.
-- window_start: its first day, that included. programme: whose visits count, null for any.
-- two_month: January and February, March and April, …; quarterly: calendar quarters; the rolling kinds end with every
-- month and reach back as many days as the rules say; unvisited: from the file's opening.
-- A programme's windows begin with the first month in which it is known to have visited anybody.
with kinds (kind_key, programme) as (
    values
    ('two_month', 'two_month'),
    ('two_month_rolling', 'two_month'),
    ('quarterly', 'quarterly'),
    ('quarterly_rolling', 'quarterly'),
    ('unvisited', null)
),

first_months as (
    select kinds.kind_key, kinds.programme, date_trunc('month', min(raw_household_visit.visited_on))::date as month_start
    from kinds
        join raw_household_visit on raw_household_visit.programme = kinds.programme or kinds.programme is null
    group by kinds.kind_key, kinds.programme
),

month_ends as (
    select
        kind_key,
        programme,
        month_start as first_day,
        last_day(unnest(generate_series(month_start, closed_on, interval 1 month))::date) as as_of
    from first_months
        cross join stg_closed_month
    where month_start <= closed_on
),

windows as (
    select
        kind_key,
        programme,
        first_day,
        as_of,
        case kind_key
            when 'two_month' then (date_trunc('month', as_of) - interval 1 month)::date
            when 'quarterly' then (date_trunc('month', as_of) - interval 2 month)::date
            when 'two_month_rolling' then as_of - rules.two_month_rolling_days
            when 'quarterly_rolling' then as_of - rules.quarter_rolling_days
            else as_of
        end::date as window_start
    from month_ends
        cross join (select two_month_rolling_days, quarter_rolling_days from night) as rules
    where (kind_key <> 'two_month' or month(as_of) % 2 = 0)
        and (kind_key <> 'quarterly' or month(as_of) % 3 = 0)
)

select kind_key, programme, window_start, as_of
from windows
where window_start >= first_day
order by kind_key, as_of
