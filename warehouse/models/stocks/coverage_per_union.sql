-- Enterprises with a union and the unions that may cover them: covered_count: active enterprises with primary coverage;
-- union_count: active grassroots unions. Federations of unions and township unions have no enterprises of their own.
-- An enterprise counts in its place, a union in its own.
select
    stg_enterprise_cover.region_code,
    stg_enterprise_cover.park_code,
    stg_place_federation.federation_code,
    stg_enterprise_cover.valid_from,
    stg_enterprise_cover.valid_to,
    1 as covered_count,
    0 as union_count
from stg_enterprise_cover
    left join stg_place_federation using (region_code)
where stg_enterprise_cover.is_covered
union all by name
select region_code, park_code, federation_code, valid_from, valid_to, 1 as union_count
from stg_union
where org_type not in ('federation', 'township')
