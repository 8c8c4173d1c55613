-- Hardship files that a federation itself keeps and the visits they had in a window: one row per kind_key, as_of and
-- federation_code. file_count: files open on every day of the window; counted_count: those among them with a visit of the
-- programme in it; for the kind unvisited those without any visit until as_of.
with first_visits as (
    select household_id, min(visited_on) as visited_on
    from raw_household_visit
    group by household_id
),

files as (
    select stg_visit_window.kind_key, stg_visit_window.as_of, raw_hardship_household.federation_code, count(*) as files
    from raw_hardship_household
        join stg_visit_window
            on raw_hardship_household.opened_on <= stg_visit_window.window_start
                and coalesce(raw_hardship_household.closed_on, date '9999-12-31') > stg_visit_window.as_of
    group by all
),

visited as (
    select
        stg_visit_window.kind_key,
        stg_visit_window.as_of,
        raw_hardship_household.federation_code,
        count(distinct household_id) as files
    from raw_household_visit
        join raw_hardship_household using (household_id)
        join stg_visit_window
            on raw_household_visit.programme = stg_visit_window.programme
                and raw_household_visit.visited_on between stg_visit_window.window_start and stg_visit_window.as_of
                and raw_hardship_household.opened_on <= stg_visit_window.window_start
                and coalesce(raw_hardship_household.closed_on, date '9999-12-31') > stg_visit_window.as_of
    group by all
),

unvisited as (
    select stg_visit_window.kind_key, stg_visit_window.as_of, raw_hardship_household.federation_code, count(*) as files
    from raw_hardship_household
        left join first_visits using (household_id)
        join stg_visit_window
            on stg_visit_window.kind_key = 'unvisited'
                and raw_hardship_household.opened_on <= stg_visit_window.window_start
                and coalesce(raw_hardship_household.closed_on, date '9999-12-31') > stg_visit_window.as_of
                and coalesce(first_visits.visited_on, date '9999-12-31') > stg_visit_window.as_of
    group by all
),

counts as (
    select kind_key, as_of, federation_code, files as file_count, 0 as counted_count
    from files
    union all
    select kind_key, as_of, federation_code, 0, files
    from visited
    union all
    select kind_key, as_of, federation_code, 0, files
    from unvisited
)

select kind_key, as_of, federation_code, sum(file_count) as file_count, sum(counted_count) as counted_count
from counts
group by all
order by kind_key, as_of, federation_code
