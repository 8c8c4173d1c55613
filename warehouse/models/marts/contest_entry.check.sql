-- block: new enterprises are some of those that took part
select scope_id, kind_key, period_kind, valid_from from contest_entry
where not (0 <= new_enterprise_count and new_enterprise_count <= enterprise_count) or entrant_count < 0;

-- block: the years to date of the whole tree of regions are the count of the register itself
with entries as (
    select raw_contest_entry.*, unnest([raw_contest.kind, 'all']) as kind_key
    from raw_contest_entry
        join raw_contest using (contest_code)
        cross join night
    where raw_contest_entry.entered_on between date_trunc('year', night.as_of) and night.as_of
        -- An entry of nobody that the registers know has no place.
        and (
            raw_contest_entry.enterprise_id in (select enterprise_id from stg_enterprise_period)
            or raw_contest_entry.enterprise_id is null
            and raw_contest_entry.union_id in (select union_id from stg_union)
        )
),

register_counts as (
    select kind_key, sum(entrant_count) as entrant_count, count(distinct enterprise_id) as enterprise_count
    from entries
    group by all
),

tree_counts as (
    select
        contest_entry.kind_key,
        sum(contest_entry.entrant_count) as entrant_count,
        sum(contest_entry.enterprise_count) as enterprise_count
    from contest_entry
        join scope using (scope_id)
        join night on contest_entry.valid_to = night.as_of + 1
    where scope.kind = 'region' and scope.parent_scope_id is null and contest_entry.period_kind = 'calendar_year'
    group by all
)
select tree_counts.*, register_counts.entrant_count as register_entrants, register_counts.enterprise_count as register_enterprises
from tree_counts
    full join register_counts using (kind_key)
where coalesce(tree_counts.entrant_count, 0) <> coalesce(register_counts.entrant_count, 0)
    or coalesce(tree_counts.enterprise_count, 0) <> coalesce(register_counts.enterprise_count, 0);

-- block: an enterprise is new once for each kind of contest
with register_counts as (
    select
        raw_contest.kind as kind_key,
        raw_contest_entry.enterprise_id,
        min(raw_contest_entry.entered_on) as entered_on
    from raw_contest_entry
        join raw_contest using (contest_code)
        semi join stg_enterprise_period using (enterprise_id)
    group by all
),

year_counts as (
    select kind_key, count(*) as new_enterprise_count
    from register_counts cross join night
    where entered_on between date_trunc('year', as_of) and as_of
    group by all
),

tree_counts as (
    select contest_entry.kind_key, sum(contest_entry.new_enterprise_count) as new_enterprise_count
    from contest_entry
        join scope using (scope_id)
        join night on contest_entry.valid_to = night.as_of + 1
    where scope.kind = 'region' and scope.parent_scope_id is null
        and contest_entry.period_kind = 'calendar_year' and contest_entry.kind_key <> 'all'
    group by all
)
select kind_key, tree_counts.new_enterprise_count, year_counts.new_enterprise_count as register_count
from tree_counts
    full join year_counts using (kind_key)
where coalesce(tree_counts.new_enterprise_count, 0) <> coalesce(year_counts.new_enterprise_count, 0);
