-- Hardship files of a scope in a period, before disclosure control: one row per as_of (a month end), period_kind and
-- scope_id, once the scope keeps a file. Nothing outside the build ever reads it.
-- file_count: files open on at least one day of the period; assisted_count: those that were paid on a day of the period on
-- which they were open, by whichever federation. A file counts where it is kept.
with scope_firsts as (
    select scope_id, period_kind, period_start, month_start, sum(assisted_count) as assisted
    from stg_assisted_file
        join stg_own_scope using (federation_code)
    group by all
),

-- Files opened and files closed until a day; a file is not open on the day of its closing.
moves as (
    select federation_code, opened_on as day, 1 as opened, 0 as closed
    from raw_hardship_household
    union all
    select federation_code, closed_on, 0, 1
    from raw_hardship_household
    where closed_on is not null
),

standings as (
    select
        stg_own_scope.scope_id,
        moves.day,
        sum(sum(moves.opened)) over by_day as opened,
        sum(sum(moves.closed)) over by_day as closed
    from moves
        join stg_own_scope using (federation_code)
    group by stg_own_scope.scope_id, moves.day
    window by_day as (partition by stg_own_scope.scope_id order by moves.day)
),

cells as (
    select first_days.scope_id, stg_period.*
    from (select scope_id, min(day) as day from standings group by scope_id) as first_days
        join stg_period on stg_period.as_of >= first_days.day
        cross join stg_closed_month
    where stg_period.as_of <= stg_closed_month.closed_on
),

-- The last standings known at the end of each period, and of those closed when it began.
cells_with_files as (
    select cells.*, (last_standing.opened - coalesce(first_standing.closed, 0))::bigint as file_count
    from cells
        asof join standings as last_standing
            on cells.scope_id = last_standing.scope_id and cells.as_of >= last_standing.day
        asof left join standings as first_standing
            on cells.scope_id = first_standing.scope_id and cells.period_start >= first_standing.day
)

select
    cells_with_files.as_of,
    cells_with_files.period_kind,
    cells_with_files.period_start,
    cells_with_files.scope_id,
    cells_with_files.file_count,
    coalesce(sum(scope_firsts.assisted) over to_date, 0)::bigint as assisted_count
from cells_with_files
    left join scope_firsts
        on scope_firsts.scope_id = cells_with_files.scope_id
            and scope_firsts.period_kind = cells_with_files.period_kind
            and scope_firsts.period_start = cells_with_files.period_start
            and scope_firsts.month_start = cells_with_files.month_start
window to_date as (
    partition by cells_with_files.scope_id, cells_with_files.period_kind, cells_with_files.period_start
    order by cells_with_files.as_of
)
order by scope_id, period_kind, as_of
