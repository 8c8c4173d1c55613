-- Open service sites of a scope by stars: one row per scope_id, segment, kind_key, valid_from and level_key, days
-- [valid_from, valid_to) without a change; every level, zeros too. Kinds are never added together.
-- site_count: of all levels.
with stars as (
    select
        *,
        map {
            '5': star_5, '4': star_4, '3': star_3, '2': star_2, '1': star_1, 'unrated': without_star
        } as counts
    from service_site
)

select
    scope_id,
    segment,
    kind_key,
    unnest(map_keys(counts)) as level_key,
    valid_from,
    valid_to,
    unnest(map_values(counts)) as level_site_count,
    site_count
from stars
order by scope_id, segment, kind_key, valid_from
