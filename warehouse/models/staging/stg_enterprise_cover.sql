-- An active enterprise over days on which it stayed in one place and stayed with a union, or without: one row per
-- enterprise_id and valid_from, days [valid_from, valid_to). The stretches of stg_enterprise_state, joined where only
-- heads, members or second coverage changed.
with states as (
    select
        *,
        (region_code, park_code, industry_section, unit_type_code, ownership, is_covered)
        is distinct from lag((region_code, park_code, industry_section, unit_type_code, ownership, is_covered)) over days
        or valid_from is distinct from lag(valid_to) over days as is_change
    from stg_enterprise_state
    window days as (partition by enterprise_id order by valid_from)
),

numbered as (
    select *, count(*) filter (where is_change) over (partition by enterprise_id order by valid_from) as stretch_no
    from states
)

select
    enterprise_id,
    region_code,
    park_code,
    industry_section,
    unit_type_code,
    ownership,
    is_covered,
    min(valid_from) as valid_from,
    max(valid_to) as valid_to
from numbered
group by enterprise_id, stretch_no, region_code, park_code, industry_section, unit_type_code, ownership, is_covered
