-- block: nobody is covered before settling
select scope_id, segment, period_kind, valid_from from new_coverage where new_coverage_count < 0 or settlement_days < 0;

-- block: the years to date of the whole tree of regions are the count of the register itself
with first_covers as (
    select
        raw_enterprise_period.enterprise_id,
        min(greatest(raw_enterprise_period.valid_from, raw_coverage_link.valid_from, raw_trade_union.approved_on)) as covered_on,
        min(settlements.settled_on) as settled_on
    from raw_enterprise_period
        join raw_coverage_link using (enterprise_id)
        join primary_kind on primary_kind.kind = raw_coverage_link.kind
        join raw_trade_union using (union_id)
        join (select enterprise_id, min(valid_from) as settled_on from raw_enterprise_period group by all) as settlements
            on settlements.enterprise_id = raw_enterprise_period.enterprise_id
        cross join night
    where greatest(raw_enterprise_period.valid_from, raw_coverage_link.valid_from, raw_trade_union.approved_on)
        < least(
            coalesce(raw_enterprise_period.valid_to, 'infinity'::date),
            coalesce(raw_coverage_link.valid_to, 'infinity'::date),
            coalesce(raw_trade_union.dissolved_on, 'infinity'::date),
            coalesce((raw_trade_union.term_ends_on + to_months(night.term_grace_months))::date, 'infinity'::date)
        )
    group by all
),

register_counts as (
    select count(*) as new_coverage_count, coalesce(sum(covered_on - settled_on), 0) as settlement_days
    from first_covers cross join night
    where covered_on between date_trunc('year', as_of) and as_of
),

tree_counts as (
    select
        coalesce(sum(new_coverage.new_coverage_count), 0) as new_coverage_count,
        coalesce(sum(new_coverage.settlement_days), 0) as settlement_days
    from new_coverage
        join scope using (scope_id)
        join night on new_coverage.valid_to = night.as_of + 1
    where scope.kind = 'region' and scope.parent_scope_id is null
        and new_coverage.period_kind = 'calendar_year' and new_coverage.segment = 'all'
)
select tree_counts.*, register_counts.new_coverage_count as register_count, register_counts.settlement_days as register_days
from tree_counts cross join register_counts
where tree_counts.new_coverage_count <> register_counts.new_coverage_count
    or tree_counts.settlement_days <> register_counts.settlement_days;
