-- A period that flows are summed over, up to its as_of: one row per period_kind and as_of. as_of is a month end, or the
-- night's day for the running month. Calendar years begin on 1 January, union years on 1 October.
with months as (
    select unnest(generate_series(
        (
            select date_trunc('month', min(day)) from (
                select min(posted_on) as day from raw_ledger_line
                union all
                select min(paid_on) from raw_assistance_grant
                union all
                select min(approved_on) from raw_trade_union
            )
        ),
        (select as_of from night),
        interval 1 month
    ))::date as month_start
),

month_ends as (
    select month_start, least(last_day(month_start), night.as_of) as as_of
    from months cross join night
)

select month_start, as_of, 'month' as period_kind, month_start as period_start
from month_ends
union all
select month_start, as_of, 'calendar_year', date_trunc('year', month_start)::date
from month_ends
union all
select
    month_start,
    as_of,
    'union_year',
    (date_trunc('year', month_start + interval 3 month) - interval 3 month)::date
from month_ends
order by period_kind, as_of
