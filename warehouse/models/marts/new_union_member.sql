-- New unions of a scope in a period and the members that they have: one row per scope_id, segment, period_kind and
-- valid_from, days [valid_from, valid_to) without a change. A union counts in its region, its park and its federations, and
-- its members with it. new_union_member_count: members on the day of the enterprises that a union of the period was the first
-- to cover.
select
    scope_id,
    segment,
    period_kind,
    period_start,
    valid_from,
    valid_to,
    case period_kind
        when 'month' then of_month_count
        when 'calendar_year' then of_calendar_year_count
        else of_union_year_count
    end as new_union_member_count,
    new_union_count
from stg_new_union_member
order by scope_id, segment, period_kind, valid_from
