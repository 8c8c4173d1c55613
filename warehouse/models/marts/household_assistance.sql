-- Assistance paid to households with a hardship file in a scope in a period: one row per scope_id, period_kind and
-- valid_from (a month end; it stands until the next month is over), once the scope has been paid.
-- household_count: distinct households, rounded to a multiple of the household threshold: exact counts of two periods would
-- tell of the few that are in one and not in the other. Amounts are hundredths of a yuan, reversals negative.
-- includes_late: as in assistance_share.
-- is_suppressed: the payments are (see assistance_share), or too few households for an average; all numbers are null.
with cells as (
    select
        stg_assistance_cell.*,
        stg_hidden_payment.scope_id is not null
        or household_count between 1 and household_base - 1 as is_suppressed,
        (household_count + small_cell_households // 2) // small_cell_households * small_cell_households as rounded_count
    from stg_assistance_cell
        left join stg_hidden_payment using (as_of, period_kind, scope_id)
        cross join (select household_base, small_cell_households from night)
)

select
    scope_id,
    'all' as segment,
    period_kind,
    period_start,
    as_of as valid_from,
    lead(as_of, 1, (select (as_of + 1)::date from night)) over (
        partition by scope_id, period_kind order by as_of
    ) as valid_to,
    if(is_suppressed, null, household_paid_cents) as household_paid_cents,
    if(is_suppressed, null, household_grant_count) as household_grant_count,
    if(is_suppressed, null, rounded_count)::bigint as household_count,
    not is_suppressed and household_late_count > 0 as includes_late,
    is_suppressed
from cells
order by scope_id, period_kind, as_of
