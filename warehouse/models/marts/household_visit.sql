-- Hardship files of a scope and the visits they had in a window: one row per scope_id, kind_key and valid_from, the last day
-- of the window (a month end; it stands until the next window is over), for scopes that keep a file. kind_key: two_month,
-- quarterly (calendar windows), two_month_rolling, quarterly_rolling (windows of days that end with the month), unvisited.
-- file_count: files open on every day of the window; counted_count: those visited in it, for unvisited those that no visit
-- of any programme is known of. Both are rounded to a multiple of the household threshold: exact counts of two windows
-- would tell of the few files that were opened or closed between them.
-- is_suppressed: too few files, or few of them counted, or would give such a cell away; all numbers are null.
with cells as (
    select
        stg_visit_cell.*,
        stg_hidden_scope.scope_id is not null
        or stg_visit_cell.file_count between 1 and night.household_base - 1 as is_suppressed,
        night.small_cell_households as base
    from stg_visit_cell
        cross join night
        left join stg_hidden_scope
            on stg_hidden_scope.scope_id = stg_visit_cell.scope_id
                and stg_hidden_scope.timeline = stg_visit_cell.kind_key || ' ' || stg_visit_cell.as_of
)

select
    scope_id,
    'all' as segment,
    kind_key,
    as_of as valid_from,
    lead(as_of, 1, (select (as_of + 1)::date from night)) over (
        partition by scope_id, kind_key order by as_of
    ) as valid_to,
    if(is_suppressed, null, (counted_count + base // 2) // base * base)::bigint as counted_count,
    if(is_suppressed, null, (file_count + base // 2) // base * base)::bigint as file_count,
    is_suppressed
from cells
order by scope_id, kind_key, as_of
