-- Where the segments of a scope begin: one row per scope_id (regions, parks, federations): itself when it is cut into
-- segments, otherwise the next one above in its tree that is. Scopes with none above have no row.
-- Parks are always cut, and every level from the county up; towns and villages where the federation is small enough.
with levels as (
    select
        stg_region_ancestor.region_code as code,
        'region:' as kind,
        stg_region_ancestor.ancestor_code,
        stg_region_ancestor.depth,
        raw_region.level
    from stg_region_ancestor
        join raw_region on raw_region.region_code = stg_region_ancestor.ancestor_code
    union all
    select
        stg_federation_ancestor.federation_code,
        'federation:',
        stg_federation_ancestor.ancestor_code,
        stg_federation_ancestor.depth,
        raw_federation.level
    from stg_federation_ancestor
        join raw_federation on raw_federation.federation_code = stg_federation_ancestor.ancestor_code
)

select kind || code as scope_id, kind || arg_min(ancestor_code, depth) as segment_scope_id
from levels cross join night
where night.has_town_segments or levels.level not in ('town', 'village')
group by kind, code
union all
select 'park:' || park_code, 'park:' || park_code
from raw_park
order by scope_id
