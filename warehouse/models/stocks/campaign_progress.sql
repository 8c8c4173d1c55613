-- How far unionisation campaigns have come, for each scope that has a goal of its own: reached_count: enterprises of the
-- scope whose first union came within the campaign's days; goal_count: how many it is to reach. Both stand after its end.
with goals as (
    select
        raw_campaign_goal.campaign_code,
        coalesce('region:' || stg_region_alias.current_code, raw_campaign_goal.scope_id) as scope_id,
        raw_campaign.starts_on,
        raw_campaign.ends_on,
        sum(raw_campaign_goal.goal_count)::bigint as goal_count
    from raw_campaign_goal
        join raw_campaign using (campaign_code)
        left join stg_region_alias on raw_campaign_goal.scope_id = 'region:' || stg_region_alias.region_code
    where raw_campaign.kind = 'unionisation'
    group by all
),

scope_goals as (
    select goals.*
    from goals
        semi join scope using (scope_id)
),

campaign_days as (
    select min(starts_on) as first_day, max(ends_on) as last_day from scope_goals
),

scope_covers as (
    select stg_place_scope.scope_id, stg_first_cover.covered_on
    from stg_first_cover
        join campaign_days on stg_first_cover.covered_on between campaign_days.first_day and campaign_days.last_day
        join stg_place_scope using (region_code)
    union all
    select 'park:' || park_code, covered_on
    from stg_first_cover
    where park_code is not null
)

select
    scope_id,
    campaign_code,
    starts_on as valid_from,
    'infinity'::date as valid_to,
    0 as reached_count,
    goal_count
from scope_goals
union all by name
select
    scope_goals.scope_id,
    scope_goals.campaign_code,
    scope_covers.covered_on as valid_from,
    'infinity'::date as valid_to,
    1 as reached_count
from scope_goals
    join scope_covers
        on scope_covers.scope_id = scope_goals.scope_id
            and scope_covers.covered_on between scope_goals.starts_on and scope_goals.ends_on
