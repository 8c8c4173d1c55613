-- Agreements of a scope signed in a period: signed_count, of every kind; wage_renewal_count: wage agreements, of one
-- enterprise or of a region, that name the one that they renew, late or in time; regional_wage_count: regional wage
-- agreements, first ones and renewals.
select
    region_code,
    park_code,
    federation_code,
    signed_on as happened_on,
    1 as signed_count,
    (is_wage and is_renewal)::integer as wage_renewal_count,
    (kind = 'regional_wage')::integer as regional_wage_count
from stg_agreement
