-- Contests of a scope in a period by kind_key (the kind of contest, and 'all'): one row per scope_id, segment, kind_key,
-- period_kind and valid_from, days [valid_from, valid_to) without a change. entrant_count: workers who took part, a person
-- in two entries twice; approximate_count: entries of it that are stated as about; enterprise_count: distinct enterprises that took part; new_enterprise_count: of these, those that
-- had never entered a contest of the kind before.
select
    scope_id,
    segment,
    kind_key,
    period_kind,
    period_start,
    valid_from,
    valid_to,
    entrant_count,
    approximate_count,
    case period_kind
        when 'month' then of_month_count
        when 'calendar_year' then of_calendar_year_count
        else of_union_year_count
    end as enterprise_count,
    new_enterprise_count
from stg_contest_entry
order by scope_id, segment, kind_key, period_kind, valid_from
