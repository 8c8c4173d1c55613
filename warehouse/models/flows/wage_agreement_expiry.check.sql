-- block: what came due was renewed in time or lapsed
select scope_id, period_kind, valid_from from wage_agreement_expiry
where due_count <> renewed_count + lapsed_count or least(renewed_count, lapsed_count) < 0;

-- block: periods to date of every federation are the count of the register itself
with enterprise_ends as (
    select enterprise_id, max(coalesce(valid_to, 'infinity'::date)) as gone_on
    from raw_enterprise_period cross join night
    where valid_from <= night.as_of
    group by enterprise_id
),
agreement_ends as (
    select agreement_no, max(coalesce(gone_on, 'infinity'::date)) as gone_on
    from raw_agreement_enterprise
        left join enterprise_ends using (enterprise_id)
    group by agreement_no
),
register_counts as (
    select
        wage_agreement_expiry.scope_id,
        wage_agreement_expiry.period_kind,
        count(*) as due_count,
        count(*) filter (where exists (
            from raw_agreement as renewal
            where renewal.renews_agreement_no = raw_agreement.agreement_no
                and renewal.signed_on <= raw_agreement.expires_on
        )) as renewed_count
    from wage_agreement_expiry
        join night on wage_agreement_expiry.valid_to = night.as_of + 1
        join stg_federation_ancestor
            on wage_agreement_expiry.scope_id = 'federation:' || stg_federation_ancestor.ancestor_code
        join raw_agreement
            on raw_agreement.federation_code = stg_federation_ancestor.federation_code
                and raw_agreement.expires_on between wage_agreement_expiry.period_start and night.as_of
        left join agreement_ends on agreement_ends.agreement_no = raw_agreement.agreement_no
    where raw_agreement.kind in ('wage', 'regional_wage')
        and raw_agreement.terminated_on is null
        and coalesce(agreement_ends.gone_on, 'infinity'::date) >= raw_agreement.expires_on
    group by all
)
select
    wage_agreement_expiry.scope_id,
    wage_agreement_expiry.period_kind,
    wage_agreement_expiry.due_count,
    register_counts.due_count as register_count
from wage_agreement_expiry
    join night on wage_agreement_expiry.valid_to = night.as_of + 1
    left join register_counts using (scope_id, period_kind)
where wage_agreement_expiry.scope_id like 'federation:%'
    and (
        wage_agreement_expiry.due_count <> coalesce(register_counts.due_count, 0)
        or wage_agreement_expiry.renewed_count <> coalesce(register_counts.renewed_count, 0)
    );
