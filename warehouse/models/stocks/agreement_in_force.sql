-- Agreements of a scope that are in force: in_force_count, and by kind wage_count, collective_count, skill_grade_count,
-- regional_wage_count, female_special_count. expiring_count: that expire within the rule's days (90 by default);
-- expiring_open_count: of these, not renewed yet; female_expiring_count: of these in force, female-workers special
-- contracts that expire within those days. unnamed_enterprise_count: enterprises that wage agreements say they cover
-- beyond those that they name; nobody knows which, so they are never added to enterprises covered by name.
-- unnamed_approximate_count: agreements that add to these with a number stated as about.
with agreement_facts as (
    select
        agreement_no,
        valid_from,
        ends_on as valid_to,
        1 as in_force_count,
        (kind = 'wage')::integer as wage_count,
        (kind = 'collective')::integer as collective_count,
        (kind = 'skill_grade')::integer as skill_grade_count,
        (kind = 'regional_wage')::integer as regional_wage_count,
        (kind = 'female_special')::integer as female_special_count,
        if(is_wage, greatest(coalesce(covered_enterprise_count, 0) - named_count, 0), 0) as unnamed_enterprise_count,
        (is_wage and is_approximate and coalesce(covered_enterprise_count, 0) > named_count)::integer
        as unnamed_approximate_count
    from stg_agreement
    union all by name
    select
        agreement_no,
        greatest(valid_from, expires_on - night.renewal_window_days) as valid_from,
        ends_on as valid_to,
        1 as expiring_count,
        (kind = 'female_special')::integer as female_expiring_count
    from stg_agreement cross join night
    union all by name
    select
        agreement_no,
        greatest(valid_from, expires_on - night.renewal_window_days) as valid_from,
        least(ends_on, coalesce(first_renewed_on, 'infinity'::date)) as valid_to,
        1 as expiring_open_count
    from stg_agreement cross join night
)

select
    stg_agreement.region_code,
    stg_agreement.park_code,
    stg_agreement.federation_code,
    agreement_facts.* exclude (agreement_no)
from agreement_facts
    join stg_agreement using (agreement_no)
