-- A park and the days on which it is open, [valid_from, valid_to): one row per park_code.
select
    raw_park.park_code,
    raw_park.name,
    stg_region_alias.current_code as region_code,
    raw_park.opened_on as valid_from,
    coalesce(raw_park.closed_on, 'infinity'::date) as valid_to
from raw_park
    join stg_region_alias using (region_code)
order by raw_park.park_code
