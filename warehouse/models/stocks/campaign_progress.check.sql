-- block: a campaign has a goal from its first day on, and what it has reached is never lost
select scope_id, campaign_code, valid_from
from campaign_progress
window campaign_days as (partition by scope_id, campaign_code order by valid_from)
qualify goal_count <= 0 or reached_count < coalesce(lag(reached_count) over campaign_days, 0);

-- block: what a region has reached is the count of the register itself
with covers as (
    select
        raw_enterprise_period.enterprise_id,
        raw_enterprise_period.region_code,
        greatest(raw_enterprise_period.valid_from, raw_coverage_link.valid_from, raw_trade_union.approved_on) as covered_on
    from raw_enterprise_period
        join raw_coverage_link using (enterprise_id)
        join primary_kind on primary_kind.kind = raw_coverage_link.kind
        join raw_trade_union using (union_id)
        cross join night
    where greatest(raw_enterprise_period.valid_from, raw_coverage_link.valid_from, raw_trade_union.approved_on)
        < least(
            coalesce(raw_enterprise_period.valid_to, 'infinity'::date),
            coalesce(raw_coverage_link.valid_to, 'infinity'::date),
            coalesce(raw_trade_union.dissolved_on, 'infinity'::date),
            coalesce((raw_trade_union.term_ends_on + to_months(night.term_grace_months))::date, 'infinity'::date)
        )
),

first_covers as (
    select enterprise_id, arg_min(region_code, covered_on) as region_code, min(covered_on) as covered_on
    from covers
    group by enterprise_id
),

register_counts as (
    select
        campaign.campaign_code,
        'region:' || stg_region_ancestor.ancestor_code as scope_id,
        count(*) as reached_count
    from first_covers
        join campaign on first_covers.covered_on between campaign.starts_on and campaign.ends_on
        join night on first_covers.covered_on <= night.as_of
        join stg_region_alias using (region_code)
        join stg_region_ancestor on stg_region_ancestor.region_code = stg_region_alias.current_code
    group by all
)
select
    campaign_progress.scope_id,
    campaign_progress.campaign_code,
    campaign_progress.reached_count,
    register_counts.reached_count as register_count
from campaign_progress
    join night on campaign_progress.valid_to = night.as_of + 1
    left join register_counts using (scope_id, campaign_code)
where campaign_progress.scope_id like 'region:%'
    and campaign_progress.reached_count <> coalesce(register_counts.reached_count, 0);

-- warn: a goal is set for a scope that figures are made for
select raw_campaign_goal.campaign_code, raw_campaign_goal.scope_id
from raw_campaign_goal
    join campaign using (campaign_code)
    left join stg_region_alias on raw_campaign_goal.scope_id = 'region:' || stg_region_alias.region_code
    left join scope
        on scope.scope_id = coalesce('region:' || stg_region_alias.current_code, raw_campaign_goal.scope_id)
where scope.scope_id is null;
