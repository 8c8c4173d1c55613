-- Assistance by the month in which it counts: one row per payment or reversal, until the last month that is settled.
-- A payment counts in its month when it was recorded until that month settled; afterwards the month's figures stand, and it
-- counts in the first month that had not settled when it became known. So does a payment that is taken back or corrected:
-- what was counted is counted back there. What was recorded when the register began counts when it was paid.
-- Amounts are hundredths of a yuan, reversals negative. payment_count: 1 for a payment, -1 for one taken back, 0 for a
-- reversal. home_code: the federation that paid the household first, null for a payment to nobody's household.
with history as (
    select coalesce(household_history_until, (select min(booked_on) from raw_assistance_booking)) as known_on
    from night
),

booked as (
    select
        raw_assistance_booking.* exclude (is_taken_back, booked_on),
        if(is_taken_back, -1, 1) as sign,
        greatest(
            date_trunc('month', paid_on),
            if(booked_on <= history.known_on, '-infinity'::date, date_trunc('month', booked_on - night.household_settling_days))
        )::date as month_start
    from raw_assistance_booking
        cross join history
        cross join night
),

-- What was taken back before its month settled never counted.
counted as (
    select federation_code, household_id, beneficiary_class, amount_cents, paid_on, month_start, sum(sign) as times
    from booked
        cross join stg_closed_month
    where month_start <= closed_on
    group by all
    having times <> 0
)

select
    federation_code,
    household_id,
    month_start,
    paid_on,
    if(times > 0, amount_cents, - amount_cents) as amount_cents,
    if(amount_cents > 0, if(times > 0, 1, -1), 0) as payment_count,
    beneficiary_class,
    paid_on < month_start as is_late,
    -- In the order in which it became known, so that no later night counts a household elsewhere.
    if(
        household_id is null,
        null,
        first_value(federation_code) over (partition by household_id order by month_start, paid_on, federation_code)
    ) as home_code
from (
    select *, unnest(range(abs(times)::bigint)) as number
    from counted
)
order by federation_code, month_start
