-- Unions approved in a scope in a period: new_union_count: approved from period_start on, of every organisation type,
-- dissolved since or not; independent_count: those that are a single union of one employer; the others by their type.
select
    region_code,
    park_code,
    federation_code,
    valid_from as happened_on,
    1 as new_union_count,
    (org_type = 'single')::integer as independent_count,
    (org_type = 'joint')::integer as joint_count,
    (org_type = 'regional')::integer as regional_count,
    (org_type = 'industry')::integer as industry_count,
    (org_type = 'federation')::integer as federation_count,
    (org_type = 'park')::integer as park_count,
    (org_type = 'township')::integer as township_count
from stg_union
