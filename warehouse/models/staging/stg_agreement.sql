-- An agreement that was signed by the night's day, in force in [valid_from, ends_on): one row per agreement_no.
-- ends_on: first day on which it no longer holds: expired, terminated, or every enterprise that it names is gone.
-- is_wage: about wages, of one enterprise or of a region; skill-grade agreements are a kind of their own.
-- park_code: where all that it names were when it was signed; naming none there, where its union is registered.
-- named_count: enterprises that it names, 0 or more; covered_enterprise_count: as stated on it, may be null;
-- is_approximate: stated as about.
-- first_renewed_on: when the first agreement that renews it was signed; null while there is none.
with enterprise_ends as (
    select enterprise_id, max(valid_to) as gone_on
    from stg_enterprise_period
    group by enterprise_id
),

names as (
    select
        raw_agreement_enterprise.agreement_no,
        count(*) as named_count,
        max(coalesce(enterprise_ends.gone_on, 'infinity'::date)) as gone_on
    from raw_agreement_enterprise
        left join enterprise_ends using (enterprise_id)
    group by raw_agreement_enterprise.agreement_no
),

places as (
    select
        raw_agreement.agreement_no,
        if(count(distinct coalesce(stg_enterprise_period.park_code, '')) = 1, any_value(park_code), null) as park_code
    from raw_agreement
        join raw_agreement_enterprise using (agreement_no)
        join stg_enterprise_period
            on stg_enterprise_period.enterprise_id = raw_agreement_enterprise.enterprise_id
                and stg_enterprise_period.valid_from <= raw_agreement.signed_on
                and stg_enterprise_period.valid_to > raw_agreement.signed_on
    group by raw_agreement.agreement_no
),

renewals as (
    select raw_agreement.renews_agreement_no as agreement_no, min(raw_agreement.signed_on) as first_renewed_on
    from raw_agreement cross join night
    where raw_agreement.renews_agreement_no is not null and raw_agreement.signed_on <= night.as_of
    group by all
)

select
    agreement.agreement_no,
    agreement.kind,
    agreement.kind in ('wage', 'regional_wage') as is_wage,
    agreement.federation_code,
    stg_region_alias.current_code as region_code,
    if(places.agreement_no is null, raw_trade_union.park_code, places.park_code) as park_code,
    agreement.signed_on,
    agreement.valid_from,
    agreement.expires_on,
    least(
        agreement.expires_on,
        coalesce(agreement.terminated_on, 'infinity'::date),
        coalesce(names.gone_on, 'infinity'::date)
    ) as ends_on,
    agreement.renews_agreement_no is not null as is_renewal,
    renewals.first_renewed_on,
    coalesce(names.named_count, 0) as named_count,
    agreement.covered_enterprise_count,
    agreement.is_approximate
from raw_agreement as agreement
    join stg_region_alias using (region_code)
    cross join night
    left join names on names.agreement_no = agreement.agreement_no
    left join places on places.agreement_no = agreement.agreement_no
    left join renewals on renewals.agreement_no = agreement.agreement_no
    left join raw_trade_union on raw_trade_union.union_id = agreement.union_id
where agreement.signed_on <= night.as_of
order by agreement.agreement_no
