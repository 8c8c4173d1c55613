-- Where an enterprise was while active: one row per enterprise_id and valid_from, days [valid_from, valid_to).
select
    raw_enterprise_period.enterprise_id,
    raw_enterprise_period.valid_from,
    coalesce(raw_enterprise_period.valid_to, 'infinity'::date) as valid_to,
    stg_region_alias.current_code as region_code,
    raw_enterprise_period.park_code,
    raw_enterprise_period.industry_section,
    raw_enterprise_period.unit_type_code,
    if(raw_enterprise_period.is_non_public, 'non_public', 'public') as ownership
from raw_enterprise_period
    join stg_region_alias using (region_code)
    cross join night
where raw_enterprise_period.valid_from <= night.as_of
order by enterprise_id, valid_from
