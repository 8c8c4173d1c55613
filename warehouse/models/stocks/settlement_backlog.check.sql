-- block: the ages add up to the backlog, and the overdue are some of it
select scope_id, segment, valid_from
from settlement_backlog
where under_6_months + from_6_to_12_months + from_1_to_2_years + over_2_years <> uncovered_count
    or least(under_6_months, from_6_to_12_months, from_1_to_2_years, over_2_years) < 0
    or not (0 <= overdue_count and overdue_count <= uncovered_count);

-- block: the backlog is what coverage leaves where registers alone speak
select settlement_backlog.scope_id, settlement_backlog.segment, settlement_backlog.uncovered_count, coverage.enterprise_count
from settlement_backlog
    join night on settlement_backlog.valid_to = night.as_of + 1
    join coverage
        on coverage.scope_id = settlement_backlog.scope_id
            and coverage.segment = settlement_backlog.segment
            and coverage.valid_to = night.as_of + 1
where coverage.source = 'register'
    and settlement_backlog.uncovered_count <> coverage.enterprise_count - coverage.covered_count;

-- block: the ages of the whole tree of regions are those that the register itself says
with register_counts as (
    select count(*) filter (where settled_on + interval 2 year <= night.as_of) as over_2_years
    from (
        select enterprise_id, min(valid_from) as settled_on
        from raw_enterprise_period
        where valid_from <= (select as_of from night)
        group by enterprise_id
    ) as settlements
        cross join night
    where exists (
            from raw_enterprise_period
            where raw_enterprise_period.enterprise_id = settlements.enterprise_id
                and raw_enterprise_period.valid_from <= night.as_of
                and (raw_enterprise_period.valid_to is null or raw_enterprise_period.valid_to > night.as_of)
        )
        and not exists (
            from stg_coverage
            where stg_coverage.enterprise_id = settlements.enterprise_id
                and stg_coverage.is_primary
                and stg_coverage.valid_from <= night.as_of
                and stg_coverage.valid_to > night.as_of
        )
),

tree_counts as (
    select coalesce(sum(settlement_backlog.over_2_years), 0) as over_2_years
    from settlement_backlog
        join scope using (scope_id)
        join night on settlement_backlog.valid_to = night.as_of + 1
    where scope.kind = 'region' and scope.parent_scope_id is null and settlement_backlog.segment = 'all'
)
select tree_counts.over_2_years, register_counts.over_2_years as register_count
from tree_counts cross join register_counts
where tree_counts.over_2_years <> register_counts.over_2_years;
