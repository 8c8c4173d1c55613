-- Hardship files of a scope that were assisted in a period: one row per scope_id, period_kind and valid_from (a month end;
-- it stands until the next month is over), once the scope keeps a file.
-- file_count: files open on at least one day of the period; assisted_count: those that were paid on a day on which they
-- were open. Both are rounded to a multiple of the household threshold.
-- is_suppressed: too few files, few of them assisted, or the payments of the same scope and period are hidden (see
-- assistance_share), which speak of the same households; all numbers are null.
with cells as (
    select
        stg_file_cell.*,
        stg_hidden_scope.scope_id is not null
        or stg_hidden_payment.scope_id is not null
        or stg_file_cell.file_count between 1 and night.household_base - 1 as is_suppressed,
        night.small_cell_households as base
    from stg_file_cell
        cross join night
        left join stg_hidden_scope
            on stg_hidden_scope.scope_id = stg_file_cell.scope_id
                and stg_hidden_scope.timeline = 'assisted ' || stg_file_cell.period_kind || ' ' || stg_file_cell.as_of
        left join stg_hidden_payment
            on stg_hidden_payment.scope_id = stg_file_cell.scope_id
                and stg_hidden_payment.period_kind = stg_file_cell.period_kind
                and stg_hidden_payment.as_of = stg_file_cell.as_of
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
    if(is_suppressed, null, (assisted_count + base // 2) // base * base)::bigint as assisted_count,
    if(is_suppressed, null, (file_count + base // 2) // base * base)::bigint as file_count,
    is_suppressed
from cells
order by scope_id, period_kind, as_of
