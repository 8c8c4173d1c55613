-- Assistance paid in a scope in a period and what of it reached frontline workers and workers in hardship: one row per
-- scope_id, period_kind and valid_from, once the scope has been paid. Amounts are hundredths of a yuan, reversals negative.
-- valid_from: the month end that the row is summed to; it stands until the next month is over.
-- includes_late: payments of days before the period that became known in it are in it (see stg_household_payment).
-- is_suppressed: the cell speaks of too few households, or would give such a cell away; all its numbers are null.
select
    stg_assistance_cell.scope_id,
    'all' as segment,
    stg_assistance_cell.period_kind,
    stg_assistance_cell.period_start,
    stg_assistance_cell.as_of as valid_from,
    lead(stg_assistance_cell.as_of, 1, (select (as_of + 1)::date from night)) over (
        partition by stg_assistance_cell.scope_id, stg_assistance_cell.period_kind order by stg_assistance_cell.as_of
    ) as valid_to,
    if(stg_hidden_payment.scope_id is null, paid_cents, null) as paid_cents,
    if(stg_hidden_payment.scope_id is null, frontline_cents, null) as frontline_cents,
    if(stg_hidden_payment.scope_id is null, unclassified_cents, null) as unclassified_cents,
    if(stg_hidden_payment.scope_id is null, grant_count, null) as grant_count,
    stg_hidden_payment.scope_id is null and late_count > 0 as includes_late,
    stg_hidden_payment.scope_id is not null as is_suppressed
from stg_assistance_cell
    left join stg_hidden_payment using (as_of, period_kind, scope_id)
order by stg_assistance_cell.scope_id, stg_assistance_cell.period_kind, stg_assistance_cell.as_of
