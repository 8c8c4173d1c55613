-- A day on which targets are looked at: one row per day. The night's, the last twelve month ends, the same day a year ago.
select
    day,
    day = as_of as is_night,
    day = (date_trunc('month', as_of) - interval 1 day)::date as is_month_before,
    day = (as_of - interval 1 year)::date as is_year_before,
    day = last_day(day) and day > (as_of - interval 1 year)::date as is_month_end
from (
    select
        as_of,
        unnest(
            list_distinct(
                [as_of, (as_of - interval 1 year)::date]
                || list_transform(
                    range(12),
                    lambda back: (date_trunc('month', as_of + 1) - to_months(back::integer) - interval 1 day)::date
                )
            )
        ) as day
    from night
)
