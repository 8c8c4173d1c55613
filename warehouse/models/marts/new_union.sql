-- Unions approved in a scope in a period: one row per as_of, period_kind and scope_id, once the scope has had a union.
-- new_union_count: approved from period_start to as_of, of every organisation type, dissolved since or not;
-- independent_count: those that are a single union of one employer.
with month_unions as (
    select
        stg_union_scope.scope_id,
        date_trunc('month', stg_union.valid_from)::date as month_start,
        count(*) as new_unions,
        count(*) filter (where stg_union.org_type = 'single') as independent_unions
    from stg_union
        join stg_union_scope using (union_id)
    group by all
),

cells as (
    select first_months.scope_id, stg_period.*
    from (select scope_id, min(month_start) as month_start from month_unions group by scope_id) as first_months
        join stg_period on stg_period.month_start >= first_months.month_start
)

select
    cells.as_of,
    cells.period_kind,
    cells.period_start,
    cells.scope_id,
    (coalesce(sum(month_unions.new_unions) over to_date, 0))::bigint as new_union_count,
    (coalesce(sum(month_unions.independent_unions) over to_date, 0))::bigint as independent_count
from cells
    left join month_unions using (scope_id, month_start)
window to_date as (
    partition by cells.scope_id, cells.period_kind, cells.period_start order by cells.month_start
)
order by cells.scope_id, cells.period_kind, cells.as_of
