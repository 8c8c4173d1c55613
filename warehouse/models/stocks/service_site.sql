-- Open service sites of a scope by kind_key and by stars: site_count: all of the kind; star_1 to star_5: by the latest
-- decision of the day; without_star: never reviewed, reviewed without a star, or the star removed.
with standings as (
    select
        site_code,
        decided_on as valid_from,
        coalesce(lead(decided_on) over (partition by site_code order by decided_on), 'infinity'::date) as valid_to,
        level
    from raw_service_site_rating cross join night
    where decided_on <= as_of
),

starred as (
    select
        stg_service_site.site_code,
        greatest(stg_service_site.valid_from, standings.valid_from) as valid_from,
        least(stg_service_site.valid_to, standings.valid_to) as valid_to,
        standings.level
    from stg_service_site
        join standings using (site_code)
    where standings.level is not null
),

site_facts as (
    select site_code, valid_from, valid_to, 1 as site_count, 1 as without_star
    from stg_service_site
    union all by name
    select
        site_code,
        valid_from,
        valid_to,
        (level = 1)::integer as star_1,
        (level = 2)::integer as star_2,
        (level = 3)::integer as star_3,
        (level = 4)::integer as star_4,
        (level = 5)::integer as star_5,
        -1 as without_star
    from starred
)

select
    stg_service_site.kind_key,
    stg_service_site.region_code,
    stg_service_site.park_code,
    stg_service_site.federation_code,
    site_facts.* exclude (site_code)
from site_facts
    join stg_service_site using (site_code)
