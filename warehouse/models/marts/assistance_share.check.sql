-- block: one row a scope and period
select scope_id, period_kind, valid_from from assistance_share group by all having count(*) > 1;

-- block: no cell of few households is published
select assistance_share.scope_id, assistance_share.period_kind, assistance_share.valid_from
from assistance_share
    join stg_assistance_cell
        on stg_assistance_cell.scope_id = assistance_share.scope_id
            and stg_assistance_cell.period_kind = assistance_share.period_kind
            and stg_assistance_cell.as_of = assistance_share.valid_from
    cross join night
where stg_assistance_cell.household_count between 1 and night.small_cell_households - 1
    and not assistance_share.is_suppressed;

-- block: a suppressed cell holds no number
select scope_id, period_kind, valid_from
from assistance_share
where is_suppressed
    and coalesce(paid_cents, frontline_cents, unclassified_cents, grant_count) is not null;

-- block: figures of households speak of month ends that are over
select scope_id, period_kind, valid_from
from assistance_share
    cross join stg_closed_month
where valid_from <> last_day(valid_from) or valid_from > closed_on;

-- block: a region shows nothing that the federations in it hide
select assistance_share.scope_id, assistance_share.period_kind, assistance_share.valid_from
from assistance_share
    join stg_region_part on stg_region_part.scope_id = assistance_share.scope_id and stg_region_part.covers = 'scope'
    join assistance_share as part
        on part.scope_id = 'federation:' || stg_region_part.federation_code
            and part.period_kind = assistance_share.period_kind
            and part.valid_from = assistance_share.valid_from
where part.is_suppressed and not assistance_share.is_suppressed;

-- block: parts are not more than the whole where nothing was reversed
select scope_id, period_kind, valid_from from assistance_share where grant_count = 0 and paid_cents > 0 and not includes_late;

-- block: the journal of payments adds up to the register
select 'raw_assistance_booking' as register
from (select coalesce(sum(amount_cents), 0) as cents, count(*) as payments from raw_assistance_grant) as register
    cross join (
        select
            coalesce(sum(if(is_taken_back, - amount_cents, amount_cents)), 0) as cents,
            coalesce(sum(if(is_taken_back, -1, 1)), 0) as payments
        from raw_assistance_booking
    ) as journal
where register.cents <> journal.cents or register.payments <> journal.payments;

-- block: what the cells of the last month end hold is what was paid or became known in that month
with register_sum as (
    select sum(amount_cents) as paid_cents
    from stg_household_payment
        cross join stg_closed_month
    where month_start = date_trunc('month', closed_on)
),

tops as (
    select scope.kind, sum(paid_cents) as paid_cents
    from stg_assistance_cell
        join stg_closed_month on stg_closed_month.closed_on = stg_assistance_cell.as_of
        join scope using (scope_id)
    where scope.parent_scope_id is null and period_kind = 'month'
    group by scope.kind
)

select tops.kind
from tops
    cross join register_sum
where tops.paid_cents <> coalesce(register_sum.paid_cents, 0);

-- block: every payment that is known by the last month end is in a month
with journal as (
    select sum(if(is_taken_back, - amount_cents, amount_cents)) as cents
    from raw_assistance_booking
        cross join stg_closed_month
        cross join night
        cross join (
            select coalesce(household_history_until, (select min(booked_on) from raw_assistance_booking)) as known_on from night
        ) as history
    where paid_on <= closed_on and (booked_on <= known_on or booked_on <= closed_on + household_settling_days)
)

select 'stg_household_payment' as model
from journal
    cross join (select sum(amount_cents) as cents from stg_household_payment) as months
where coalesce(journal.cents, 0) <> coalesce(months.cents, 0);

-- warn: a household has an open file when it is paid
-- Names the federation and nothing else: how many payments there are would be a small cell.
select distinct raw_assistance_grant.federation_code
from raw_assistance_grant
    join raw_hardship_household using (household_id)
where raw_assistance_grant.amount_cents > 0
    and (
        raw_assistance_grant.paid_on < raw_hardship_household.opened_on
        or raw_assistance_grant.paid_on >= raw_hardship_household.closed_on
    );
