-- A service site and the days on which it is open, [valid_from, valid_to): one row per site_code.
select
    raw_service_site.site_code,
    raw_service_site.kind as kind_key,
    raw_service_site.federation_code,
    stg_region_alias.current_code as region_code,
    raw_service_site.park_code,
    raw_service_site.opened_on as valid_from,
    coalesce(raw_service_site.closed_on, 'infinity'::date) as valid_to
from raw_service_site
    join stg_region_alias using (region_code)
    cross join night
where raw_service_site.opened_on <= night.as_of
order by raw_service_site.site_code
