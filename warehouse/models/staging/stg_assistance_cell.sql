-- Assistance paid in a scope in a period, before disclosure control: one row per as_of (a month end), period_kind and
-- scope_id, once the scope has been paid. Nothing outside the build ever reads it. Amounts are hundredths of a yuan,
-- reversals negative. grant_count: payments, reversals left out; household_count: distinct households with a payment or a
-- reversal; household_*: what was paid to households with a file; late_count, household_late_count: payments and reversals
-- of days before the period that became known in it.
with scope_payments as (
    select stg_household_payment.*, stg_own_scope.scope_id
    from stg_household_payment
        join stg_own_scope using (federation_code)
),

months as (
    select
        scope_id,
        month_start,
        sum(amount_cents) as paid_cents,
        sum(amount_cents) filter (where beneficiary_class in ('frontline', 'hardship')) as frontline_cents,
        sum(amount_cents) filter (where beneficiary_class = 'unclassified') as unclassified_cents,
        sum(amount_cents) filter (where household_id is not null) as household_paid_cents,
        sum(payment_count) as grant_count,
        sum(payment_count) filter (where household_id is not null) as household_grant_count
    from scope_payments
    group by scope_id, month_start
),

household_months as (
    select distinct scope_id, household_id, month_start
    from scope_payments
    where household_id is not null
),

-- A household counts in a period from its first month there: sums of firsts are distinct counts.
household_firsts as (
    select
        household_months.scope_id,
        stg_period.period_kind,
        stg_period.period_start,
        household_months.household_id,
        min(household_months.month_start) as month_start
    from household_months
        join stg_period using (month_start)
    group by all
),

month_households as (
    select scope_id, period_kind, period_start, month_start, count(*) as households
    from household_firsts
    group by all
),

-- Late ones by the month in which they count; a period holds those that were paid before it began.
late_months as (
    select
        scope_payments.scope_id,
        stg_period.period_kind,
        stg_period.period_start,
        stg_period.month_start,
        count(*) as late,
        count(scope_payments.household_id) as household_late
    from scope_payments
        join stg_period using (month_start)
    where scope_payments.is_late and scope_payments.paid_on < stg_period.period_start
    group by all
),

cells as (
    select first_months.scope_id, stg_period.*
    from (select scope_id, min(month_start) as month_start from months group by scope_id) as first_months
        join stg_period on stg_period.month_start >= first_months.month_start
        cross join stg_closed_month
    where stg_period.as_of <= stg_closed_month.closed_on
)

select
    cells.as_of,
    cells.period_kind,
    cells.period_start,
    cells.scope_id,
    coalesce(sum(months.paid_cents) over to_date, 0)::bigint as paid_cents,
    coalesce(sum(months.frontline_cents) over to_date, 0)::bigint as frontline_cents,
    coalesce(sum(months.unclassified_cents) over to_date, 0)::bigint as unclassified_cents,
    coalesce(sum(months.grant_count) over to_date, 0)::bigint as grant_count,
    coalesce(sum(months.household_paid_cents) over to_date, 0)::bigint as household_paid_cents,
    coalesce(sum(months.household_grant_count) over to_date, 0)::bigint as household_grant_count,
    coalesce(sum(month_households.households) over to_date, 0)::bigint as household_count,
    coalesce(sum(late_months.late) over to_date, 0)::bigint as late_count,
    coalesce(sum(late_months.household_late) over to_date, 0)::bigint as household_late_count
from cells
    left join months
        on months.scope_id = cells.scope_id and months.month_start = cells.month_start
    left join month_households
        on month_households.scope_id = cells.scope_id
            and month_households.period_kind = cells.period_kind
            and month_households.period_start = cells.period_start
            and month_households.month_start = cells.month_start
    left join late_months
        on late_months.scope_id = cells.scope_id
            and late_months.period_kind = cells.period_kind
            and late_months.period_start = cells.period_start
            and late_months.month_start = cells.month_start
window to_date as (
    partition by cells.scope_id, cells.period_kind, cells.period_start order by cells.as_of
)
order by scope_id, period_kind, as_of
