-- block: the stars and the sites without one add up to the sites
select scope_id, kind_key, valid_from
from service_site
where star_1 + star_2 + star_3 + star_4 + star_5 + without_star <> site_count
    or least(star_1, star_2, star_3, star_4, star_5, without_star) < 0;

-- block: the headline of every federation is the count of the register itself
with register_counts as (
    select
        'federation:' || stg_federation_ancestor.ancestor_code as scope_id,
        raw_service_site.kind as kind_key,
        count(*) as site_count,
        count(*) filter (where (
            select arg_max(struct_pack(stars := level), decided_on).stars
            from raw_service_site_rating
            where raw_service_site_rating.site_code = raw_service_site.site_code and decided_on <= night.as_of
        ) = 5) as star_5
    from raw_service_site
        join stg_federation_ancestor using (federation_code)
        cross join night
    where raw_service_site.opened_on <= night.as_of
        and (raw_service_site.closed_on is null or raw_service_site.closed_on > night.as_of)
    group by all
)
select service_site.scope_id, service_site.kind_key, service_site.site_count, register_counts.site_count as register_count
from service_site
    join night on service_site.valid_to = night.as_of + 1
    left join register_counts using (scope_id, kind_key)
where service_site.scope_id like 'federation:%'
    and (
        service_site.site_count <> coalesce(register_counts.site_count, 0)
        or service_site.star_5 <> coalesce(register_counts.star_5, 0)
    );

-- warn: a site is rated on a day on which it is open
select raw_service_site_rating.site_code, raw_service_site_rating.decided_on
from raw_service_site_rating
    join raw_service_site using (site_code)
where raw_service_site_rating.decided_on < raw_service_site.opened_on
    or raw_service_site_rating.decided_on >= raw_service_site.closed_on;
