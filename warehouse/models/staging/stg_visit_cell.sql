-- Hardship files of a scope and the visits they had in a window, before disclosure control: one row per kind_key, as_of and
-- scope_id, for scopes that keep a file. Nothing outside the build ever reads it. A file counts where it is kept.
-- file_count and counted_count: as in stg_visit_count.
with scope_counts as (
    select
        kind_key,
        as_of,
        scope_id,
        sum(file_count) as file_count,
        sum(counted_count) as counted_count
    from stg_visit_count
        join stg_own_scope using (federation_code)
    group by all
),

scopes as (
    select distinct stg_own_scope.scope_id
    from raw_hardship_household
        join stg_own_scope using (federation_code)
)

select
    stg_visit_window.kind_key,
    stg_visit_window.as_of,
    scopes.scope_id,
    coalesce(scope_counts.file_count, 0)::bigint as file_count,
    coalesce(scope_counts.counted_count, 0)::bigint as counted_count
from stg_visit_window
    cross join scopes
    left join scope_counts
        on scope_counts.kind_key = stg_visit_window.kind_key
            and scope_counts.as_of = stg_visit_window.as_of
            and scope_counts.scope_id = scopes.scope_id
order by scope_id, kind_key, as_of
