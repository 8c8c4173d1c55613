-- A scope that figures are made for: one row per scope_id. Only regions with something beneath, and their ancestors;
-- every park and every federation. parent_scope_id: null at the top of each tree. sort_no: the order of lists.
-- has_segments: whether figures of its parts are kept beside those of the whole.
with used_regions as (
    select region_code from stg_enterprise_period
    union
    select region_code from stg_park
    union
    select region_code from stg_union
    union
    select stg_region_alias.current_code from raw_bargaining_offer join stg_region_alias using (region_code)
    union
    select stg_region_alias.current_code from raw_agreement join stg_region_alias using (region_code)
    union
    select stg_region_alias.current_code from raw_service_site join stg_region_alias using (region_code)
    union
    select place_region_code from stg_return
    union
    select stg_region_alias.current_code from raw_federation join stg_region_alias using (region_code)
    union
    select stg_region_alias.current_code
    from raw_target
        join stg_region_alias on raw_target.scope_id = 'region:' || stg_region_alias.region_code
    union
    select stg_region_alias.current_code
    from raw_campaign_goal
        join stg_region_alias on raw_campaign_goal.scope_id = 'region:' || stg_region_alias.region_code
),

regions as (
    select distinct stg_region_ancestor.ancestor_code as region_code
    from used_regions
        join stg_region_ancestor using (region_code)
),

scopes as (
    select
        'region:' || regions.region_code as scope_id,
        'region' as kind,
        raw_region.level,
        raw_region.name,
        'region:' || parent.ancestor_code as parent_scope_id,
        regions.region_code
    from regions
        join raw_region using (region_code)
        left join stg_region_ancestor as parent
            on parent.region_code = regions.region_code and parent.depth = 1
    union all
    select 'park:' || park_code, 'park', 'park', name, 'region:' || region_code, region_code
    from stg_park
    union all
    select
        'federation:' || raw_federation.federation_code,
        'federation',
        raw_federation.level,
        raw_federation.name,
        'federation:' || raw_federation.parent_code,
        stg_region_alias.current_code
    from raw_federation
        join stg_region_alias using (region_code)
)

select
    scope_id,
    kind,
    level,
    name,
    parent_scope_id,
    region_code,
    row_number() over (
        order by list_position(['region', 'park', 'federation'], kind), region_code, scope_id
    )::integer as sort_no,
    scope_id in (select scope_id from stg_segment_scope where scope_id = segment_scope_id) as has_segments
from scopes
order by sort_no
