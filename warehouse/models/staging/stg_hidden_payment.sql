-- Cells of payments that are not published: one row per as_of, period_kind and scope_id. A cell is a difference of sums
-- from the beginning of calendar years, and shown when both are.
with ends as (
    select as_of, period_kind, year(as_of) as year, month(as_of) as step
    from stg_period
    union all
    -- A month, or a union year from October.
    select as_of, period_kind, year(period_start), month(period_start) - 1
    from stg_period
    where month(period_start) > 1
    union all
    select as_of, period_kind, year(period_start), 12
    from stg_period
    where year(period_start) < year(as_of)
)

select distinct ends.as_of, ends.period_kind, stg_hidden_scope.scope_id
from ends
    join stg_hidden_scope on stg_hidden_scope.timeline = 'paid ' || ends.year and stg_hidden_scope.step = ends.step
order by ends.as_of, ends.period_kind, stg_hidden_scope.scope_id
