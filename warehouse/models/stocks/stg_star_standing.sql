-- Active unions of a scope by their place in a scheme: star_1 to star_9, not_rated, unrated, removed.
select
    stg_union_rating.scheme_code,
    stg_union.region_code,
    stg_union.park_code,
    stg_union.federation_code,
    stg_union_rating.valid_from,
    stg_union_rating.valid_to,
    (level_key = '1')::integer as star_1,
    (level_key = '2')::integer as star_2,
    (level_key = '3')::integer as star_3,
    (level_key = '4')::integer as star_4,
    (level_key = '5')::integer as star_5,
    (level_key = '6')::integer as star_6,
    (level_key = '7')::integer as star_7,
    (level_key = '8')::integer as star_8,
    (level_key = '9')::integer as star_9,
    (level_key = 'not_rated')::integer as not_rated,
    (level_key = 'unrated')::integer as unrated,
    (level_key = 'removed')::integer as removed
from stg_union_rating
    join stg_union using (union_id)
