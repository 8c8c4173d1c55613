-- What holds in a scope on a day by kind_key: standing_count: honours that were awarded and not revoked ('honour_' and the
-- kind), who or what is enrolled in something, apprenticeships, open start-up loans, findings of the funds audit that are not
-- closed. A row counts in its own place and federation, one of a union where the union is.
with standing as (
    select 'honour_' || kind as kind_key, region_code, federation_code, awarded_on as valid_from, revoked_on as valid_to
    from raw_honour
    where result = 'awarded'
    union all
    select kind, region_code, federation_code, starts_on, ends_on
    from raw_enrolment
    union all
    select 'startup_loan', region_code, federation_code, granted_on, closed_on
    from raw_startup_loan
    union all
    select 'open_audit_finding', region_code, federation_code, opened_on, closed_on
    from raw_rights_case
    where kind = 'audit_finding'
)

select
    standing.kind_key,
    stg_region_alias.current_code as region_code,
    null::varchar as park_code,
    standing.federation_code,
    standing.valid_from,
    coalesce(standing.valid_to, 'infinity'::date) as valid_to,
    1 as standing_count
from standing
    join stg_region_alias using (region_code)
    cross join night
where standing.valid_from <= night.as_of and standing.valid_from < coalesce(standing.valid_to, 'infinity'::date)
union all by name
select
    'apprenticeship' as kind_key,
    stg_union.region_code,
    stg_union.park_code,
    stg_union.federation_code,
    raw_apprenticeship.starts_on as valid_from,
    coalesce(
        least(raw_apprenticeship.ends_on, raw_apprenticeship.graduated_on), 'infinity'::date
    ) as valid_to,
    1 as standing_count
from raw_apprenticeship
    join stg_union using (union_id)
    cross join night
where raw_apprenticeship.starts_on <= night.as_of
