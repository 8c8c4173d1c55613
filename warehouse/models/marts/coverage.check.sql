-- block: covered enterprises are some of the enterprises, effective ones some of the covered
select scope_id, segment, valid_from, enterprise_count, covered_count, effective_covered_count
from coverage
where not (0 <= effective_covered_count and effective_covered_count <= covered_count and covered_count <= enterprise_count)
    or secondary_covered_count not between 0 and enterprise_count;

-- block: nobody is counted below zero
select scope_id, segment, valid_from from coverage
where least(worker_count, member_count, effective_member_count, covered_worker_count, covered_member_count) < 0;

-- block: members and workers of covered enterprises are some of all
select scope_id, segment, valid_from from coverage
where covered_worker_count > worker_count or covered_member_count > member_count
    or effective_member_count > member_count;

-- block: a region is the sum of the regions beneath it and of what is registered at the region itself, on the night and at month ends
with days as (
    select as_of from day where as_of = last_day(as_of) union select as_of from night
),
on_days as (
    select days.as_of, coverage.*, scope.parent_scope_id
    from coverage
        join scope using (scope_id)
        join days on days.as_of >= coverage.valid_from and days.as_of < coverage.valid_to
    where scope.kind = 'region' and coverage.segment = 'all' and coverage.source = 'register'
),
parents as (
    select parent_scope_id as scope_id, as_of,
        sum(enterprise_count) as enterprise_count, sum(covered_count) as covered_count,
        sum(worker_count) as worker_count, sum(member_count) as member_count
    from on_days
    where parent_scope_id is not null
    group by all
),
direct as (
    select 'region:' || region_code as scope_id, days.as_of,
        count(*) as enterprise_count, count(*) filter (where is_covered) as covered_count,
        sum(coalesce(worker_count, 0)) as worker_count, sum(member_count) as member_count
    from stg_enterprise_state
        join days on days.as_of >= stg_enterprise_state.valid_from and days.as_of < stg_enterprise_state.valid_to
    where region_code in (select ancestor_code from stg_region_ancestor where depth > 0)
    group by all
)
select on_days.scope_id, on_days.as_of, on_days.enterprise_count
from on_days
    join parents using (scope_id, as_of)
    left join direct using (scope_id, as_of)
where on_days.enterprise_count <> parents.enterprise_count + coalesce(direct.enterprise_count, 0)
    or on_days.covered_count <> parents.covered_count + coalesce(direct.covered_count, 0)
    or on_days.worker_count <> parents.worker_count + coalesce(direct.worker_count, 0)
    or on_days.member_count <> parents.member_count + coalesce(direct.member_count, 0);

-- block: the headline of every region is the count of the register itself
with register_counts as (
    select 'region:' || ancestor_code as scope_id, count(distinct raw_enterprise_period.enterprise_id) as enterprise_count
    from raw_enterprise_period
        join stg_region_alias using (region_code)
        join stg_region_ancestor on stg_region_ancestor.region_code = stg_region_alias.current_code
        cross join night
    where raw_enterprise_period.valid_from <= night.as_of
        and (raw_enterprise_period.valid_to is null or raw_enterprise_period.valid_to > night.as_of)
    group by ancestor_code
),
return_counts as (
    select scope_id, sum(enterprise_count) as enterprise_count
    from stg_return_scope cross join night
    where night.as_of >= valid_from and night.as_of < valid_to
    group by scope_id
)
select coverage.scope_id, coverage.enterprise_count, register_counts.enterprise_count as register_count
from coverage
    join night on coverage.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
    left join return_counts using (scope_id)
where coverage.segment = 'all' and coverage.scope_id like 'region:%'
    and coverage.enterprise_count
    <> coalesce(register_counts.enterprise_count, 0) + coalesce(return_counts.enterprise_count, 0);

-- block: the covered enterprises of every region are those of the register itself
with covered as (
    select distinct raw_coverage_link.enterprise_id
    from raw_coverage_link
        join raw_trade_union using (union_id)
        cross join night
    where raw_coverage_link.kind in (select kind from primary_kind)
        and raw_coverage_link.valid_from <= night.as_of
        and (raw_coverage_link.valid_to is null or raw_coverage_link.valid_to > night.as_of)
        and raw_trade_union.approved_on <= night.as_of
        and (raw_trade_union.dissolved_on is null or raw_trade_union.dissolved_on > night.as_of)
        and (
            raw_trade_union.term_ends_on is null
            or raw_trade_union.term_ends_on + to_months(night.term_grace_months) > night.as_of
        )
),
register_counts as (
    select 'region:' || ancestor_code as scope_id, count(distinct enterprise_id) as covered_count
    from raw_enterprise_period
        join covered using (enterprise_id)
        join stg_region_alias using (region_code)
        join stg_region_ancestor on stg_region_ancestor.region_code = stg_region_alias.current_code
        cross join night
    where raw_enterprise_period.valid_from <= night.as_of
        and (raw_enterprise_period.valid_to is null or raw_enterprise_period.valid_to > night.as_of)
    group by ancestor_code
)
select coverage.scope_id, coverage.covered_count, register_counts.covered_count as register_count
from coverage
    join night on coverage.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where coverage.segment = 'all' and coverage.scope_id like 'region:%' and coverage.source = 'register'
    and coverage.covered_count <> coalesce(register_counts.covered_count, 0);

-- warn: members are not more than workers
select scope_id, worker_count, member_count
from coverage
    join night on coverage.valid_to = night.as_of + 1
where segment = 'all' and member_count > worker_count;

-- warn: an active enterprise with members has a headcount
select region_code, count(*) as enterprises
from stg_enterprise_state cross join night
where night.as_of >= valid_from and night.as_of < valid_to and worker_count is null and member_count > 0
group by region_code;

-- warn: an enterprise lies in the region of its park
select stg_enterprise_period.park_code, count(*) as enterprises
from stg_enterprise_period
    join stg_park using (park_code)
    left join stg_region_ancestor
        on stg_region_ancestor.region_code = stg_enterprise_period.region_code
            and stg_region_ancestor.ancestor_code = stg_park.region_code
where stg_region_ancestor.region_code is null
group by stg_enterprise_period.park_code;
