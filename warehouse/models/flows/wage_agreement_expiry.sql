-- Wage agreements of a scope, of one enterprise or of a region, that expired in a period: due_count; renewed_count: of
-- these, with a renewal signed by the day of expiry; lapsed_count: the others, renewed late or never.
-- One that was terminated before, or whose enterprises were gone, did not come due.
select
    region_code,
    park_code,
    federation_code,
    expires_on as happened_on,
    1 as due_count,
    coalesce(first_renewed_on <= expires_on, false)::integer as renewed_count,
    1 - renewed_count as lapsed_count
from stg_agreement
where is_wage and ends_on = expires_on
