-- block: one row a scope, kind and window
select scope_id, kind_key, valid_from from household_visit group by all having count(*) > 1;

-- block: a suppressed cell holds no number
select scope_id, kind_key, valid_from
from household_visit
where is_suppressed and coalesce(counted_count, file_count) is not null;

-- block: counts of files are rounded, and no more are counted than there are
select scope_id, kind_key, valid_from
from household_visit
    cross join night
where counted_count % small_cell_households <> 0
    or file_count % small_cell_households <> 0
    or counted_count > file_count;

-- block: windows end with a month that is over
select scope_id, kind_key, valid_from
from household_visit
    cross join stg_closed_month
where valid_from <> last_day(valid_from) or valid_from > closed_on;

-- block: files and those without a visit at the last month end are those of the register
with register_count as (
    select
        count(*) as files,
        count(*) filter (where not exists (
            from raw_household_visit
            where raw_household_visit.household_id = raw_hardship_household.household_id
                and raw_household_visit.visited_on <= month_end
        )) as unvisited
    from raw_hardship_household
        cross join (select closed_on as month_end from stg_closed_month)
    where opened_on <= month_end and (closed_on is null or closed_on > month_end)
),

tops as (
    select scope.kind, sum(file_count) as files, sum(counted_count) as unvisited
    from stg_visit_cell
        join stg_closed_month on stg_closed_month.closed_on = stg_visit_cell.as_of
        join scope using (scope_id)
    where scope.parent_scope_id is null and kind_key = 'unvisited'
    group by scope.kind
)

select tops.kind
from tops
    cross join register_count
where tops.files <> register_count.files or tops.unvisited <> register_count.unvisited;
