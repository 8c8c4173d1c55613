-- What a federation itself adds to the household figures of a timeline: one row per timeline, federation_code, step and
-- previous_step; disclosure control adds it up and decides what is shown. A timeline is a calendar year of payments, its
-- steps the months, or a count of files at one month end, of one step. previous_step: the last step before in which the
-- federation paid the same households, 0 for none. household_count: households, each at one federation alone (the one that
-- paid it first; the one that keeps its file), so that counts can be added up; household_payments: payments to any of them.
with household_months as (
    select
        year(month_start) as year,
        federation_code,
        household_id,
        home_code,
        month(month_start) as step,
        count(*) as payments
    from stg_household_payment
    where household_id is not null
    group by all
),

steps as (
    select
        *,
        lag(step, 1, 0) over (partition by year, federation_code, household_id order by step) as previous_step
    from household_months
)

select
    'paid ' || year as timeline,
    12 as step_count,
    federation_code,
    step::integer as step,
    previous_step::integer as previous_step,
    count(*) filter (where home_code = federation_code) as household_count,
    sum(payments)::bigint as household_payments,
    sum(payments)::bigint as payments
from steps
group by all
union all
select 'paid ' || year(month_start), 12, federation_code, month(month_start)::integer, 0, 0, 0, count(*)
from stg_household_payment
where household_id is null
group by all
union all
select
    'assisted ' || period_kind || ' ' || as_of,
    1,
    federation_code,
    1,
    0,
    sum(assisted_count)::bigint as files,
    files,
    files
from stg_assisted_file
    join stg_period using (period_kind, period_start)
    cross join stg_closed_month
where stg_period.month_start >= stg_assisted_file.month_start and stg_period.as_of <= stg_closed_month.closed_on
group by all
union all
select kind_key || ' ' || as_of, 1, federation_code, 1, 0, counted_count::bigint, counted_count::bigint, counted_count::bigint
from stg_visit_count
where counted_count > 0
order by timeline, federation_code, step
