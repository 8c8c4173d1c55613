-- Unions approved in a scope in a period: new_union_count: approved from period_start on, of every organisation type,
-- dissolved since or not; independent_count: those that are a single union of one employer.
select
    region_code,
    park_code,
    federation_code,
    valid_from as happened_on,
    1 as new_union_count,
    (org_type = 'single')::integer as independent_count
from stg_union
