-- What a region's payments and files are made of: one row per scope_id (a region) and federation_code. covers: 'scope', the
-- federation with all beneath it, which lie in the region too; 'part', the federation itself alone.
with located as (
    select stg_own_scope.scope_id, federation_code, raw_federation.parent_code
    from stg_own_scope
        join raw_federation using (federation_code)
    where stg_own_scope.scope_id like 'region:%'
),

federations as (
    select
        located.scope_id,
        located.federation_code,
        located.parent_code,
        count(*) = count(inside.federation_code) as is_whole
    from located
        join stg_federation_ancestor as beneath on beneath.ancestor_code = located.federation_code
        left join located as inside
            on inside.scope_id = located.scope_id and inside.federation_code = beneath.federation_code
    group by located.scope_id, located.federation_code, located.parent_code
)

select
    federations.scope_id,
    federations.federation_code,
    if(federations.is_whole, 'scope', 'part') as covers
from federations
    left join federations as above
        on above.scope_id = federations.scope_id and above.federation_code = federations.parent_code
-- Named by the highest alone.
where not (federations.is_whole and coalesce(above.is_whole, false))
order by federations.scope_id, federations.federation_code
