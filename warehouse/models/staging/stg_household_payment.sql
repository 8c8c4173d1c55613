-- Assistance paid until the last month end, by the month of payment: one row per payment or reversal.
-- Amounts are hundredths of a yuan, reversals negative. home_code: the federation that paid the household first, null for a
-- payment to nobody's household.
select
    federation_code,
    household_id,
    date_trunc('month', paid_on)::date as month_start,
    paid_on,
    amount_cents,
    beneficiary_class,
    if(
        household_id is null,
        null,
        first_value(federation_code) over (partition by household_id order by paid_on, federation_code)
    ) as home_code
from raw_assistance_grant
    cross join stg_closed_month
where paid_on <= closed_on
order by federation_code, month_start
