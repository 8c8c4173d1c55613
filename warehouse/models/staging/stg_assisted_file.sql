-- Hardship files by the month in which they were first assisted in a period: one row per federation_code (that keeps them),
-- period_kind, period_start and month_start. Only payments on a day on which the file was open count, whoever paid.
-- A payment that was taken back is none, in whatever month that became known.
with standing as (
    select household_id, paid_on, min(month_start) as month_start
    from stg_household_payment
    where payment_count <> 0
    group by household_id, paid_on
    having sum(payment_count) > 0
),

payments as (
    select distinct
        raw_hardship_household.federation_code,
        standing.household_id,
        standing.month_start
    from standing
        join raw_hardship_household using (household_id)
    where standing.paid_on >= raw_hardship_household.opened_on
        and (raw_hardship_household.closed_on is null or standing.paid_on < raw_hardship_household.closed_on)
),

firsts as (
    select
        payments.federation_code,
        stg_period.period_kind,
        stg_period.period_start,
        payments.household_id,
        min(payments.month_start) as month_start
    from payments
        join stg_period using (month_start)
    group by all
)

select federation_code, period_kind, period_start, month_start, count(*) as assisted_count
from firsts
group by all
order by federation_code, period_kind, month_start
