-- block: one row a scope and period
select scope_id, period_kind, valid_from from household_coverage group by all having count(*) > 1;

-- block: a suppressed cell holds no number
select scope_id, period_kind, valid_from
from household_coverage
where is_suppressed and coalesce(assisted_count, file_count) is not null;

-- block: no household is shown where its payments are hidden
select household_coverage.scope_id, household_coverage.period_kind, household_coverage.valid_from
from household_coverage
    join assistance_share using (scope_id, period_kind, valid_from)
where assistance_share.is_suppressed and not household_coverage.is_suppressed;

-- block: counts of households are rounded, and no more are assisted than there are files
select scope_id, period_kind, valid_from
from household_coverage
    cross join night
where assisted_count % small_cell_households <> 0
    or file_count % small_cell_households <> 0
    or assisted_count > file_count;

-- block: files of the last month end are those of the register
with register_count as (
    select count(*) as files
    from raw_hardship_household
        cross join (select closed_on as month_end from stg_closed_month)
    where opened_on <= month_end and (closed_on is null or closed_on > date_trunc('month', month_end))
),

tops as (
    select scope.kind, sum(file_count) as files
    from stg_file_cell
        join stg_closed_month on stg_closed_month.closed_on = stg_file_cell.as_of
        join scope using (scope_id)
    where scope.parent_scope_id is null and period_kind = 'month'
    group by scope.kind
)

select tops.kind
from tops
    cross join register_count
where tops.files <> register_count.files;
