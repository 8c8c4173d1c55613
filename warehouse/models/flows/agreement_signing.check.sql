-- block: renewals and regional agreements are some of those signed
select scope_id, period_kind, valid_from from agreement_signing
where wage_renewal_count not between 0 and signed_count or regional_wage_count not between 0 and signed_count;

-- block: periods to date of every federation are the count of the register itself
with register_counts as (
    select
        agreement_signing.scope_id,
        agreement_signing.period_kind,
        count(*) as signed_count,
        count(*) filter (
            where raw_agreement.renews_agreement_no is not null and raw_agreement.kind in ('wage', 'regional_wage')
        ) as wage_renewal_count,
        count(*) filter (where raw_agreement.kind = 'regional_wage') as regional_wage_count
    from agreement_signing
        join night on agreement_signing.valid_to = night.as_of + 1
        join stg_federation_ancestor
            on agreement_signing.scope_id = 'federation:' || stg_federation_ancestor.ancestor_code
        join raw_agreement
            on raw_agreement.federation_code = stg_federation_ancestor.federation_code
                and raw_agreement.signed_on between agreement_signing.period_start and night.as_of
    group by all
)
select
    agreement_signing.scope_id,
    agreement_signing.period_kind,
    agreement_signing.signed_count,
    register_counts.signed_count as register_count
from agreement_signing
    join night on agreement_signing.valid_to = night.as_of + 1
    left join register_counts using (scope_id, period_kind)
where agreement_signing.scope_id like 'federation:%'
    and (
        agreement_signing.signed_count <> coalesce(register_counts.signed_count, 0)
        or agreement_signing.wage_renewal_count <> coalesce(register_counts.wage_renewal_count, 0)
        or agreement_signing.regional_wage_count <> coalesce(register_counts.regional_wage_count, 0)
    );
