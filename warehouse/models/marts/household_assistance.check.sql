-- block: one row a scope and period
select scope_id, period_kind, valid_from from household_assistance group by all having count(*) > 1;

-- block: a suppressed cell holds no number
select scope_id, period_kind, valid_from
from household_assistance
where is_suppressed and coalesce(household_paid_cents, household_grant_count, household_count) is not null;

-- block: no household is shown where its payments are hidden
select household_assistance.scope_id, household_assistance.period_kind, household_assistance.valid_from
from household_assistance
    join assistance_share using (scope_id, period_kind, valid_from)
where assistance_share.is_suppressed and not household_assistance.is_suppressed;

-- block: counts of households are rounded
select scope_id, period_kind, valid_from
from household_assistance
    cross join night
where household_count % small_cell_households <> 0;

-- block: what households were paid is part of what was paid
select scope_id, period_kind, valid_from
from household_assistance
    join assistance_share using (scope_id, period_kind, valid_from)
where household_grant_count > grant_count and not assistance_share.includes_late;

-- block: households of a year to date are those of the register
with register_count as (
    select count(distinct household_id) as households
    from stg_household_payment
        cross join stg_closed_month
    where date_trunc('year', month_start) = date_trunc('year', closed_on)
),

tops as (
    select stg_assistance_cell.scope_id, household_count
    from stg_assistance_cell
        join stg_closed_month on stg_closed_month.closed_on = stg_assistance_cell.as_of
        join scope using (scope_id)
    where scope.parent_scope_id is null and scope.kind = 'region' and period_kind = 'calendar_year'
)

select tops.scope_id
from tops
    cross join register_count
where tops.household_count > register_count.households
    or ((select count(*) from tops) = 1 and tops.household_count <> register_count.households);
