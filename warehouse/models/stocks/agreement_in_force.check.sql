-- block: the kinds add up to all, and those that expire soon are some of them
select scope_id, valid_from from agreement_in_force
where in_force_count
    <> wage_count + collective_count + skill_grade_count + regional_wage_count + female_special_count
    or not (0 <= expiring_open_count and expiring_open_count <= expiring_count and expiring_count <= in_force_count)
    or not (0 <= female_expiring_count and female_expiring_count <= female_special_count)
    or unnamed_enterprise_count < 0;

-- block: the headline of every federation is the count of the register itself
with enterprise_ends as (
    select enterprise_id, max(coalesce(valid_to, 'infinity'::date)) as gone_on
    from raw_enterprise_period cross join night
    where valid_from <= night.as_of
    group by enterprise_id
),
agreement_ends as (
    select agreement_no, count(*) as named_count, max(coalesce(gone_on, 'infinity'::date)) as gone_on
    from raw_agreement_enterprise
        left join enterprise_ends using (enterprise_id)
    group by agreement_no
),
in_force as (
    select
        raw_agreement.*,
        coalesce(agreement_ends.named_count, 0) as named_count,
        exists (
            from raw_agreement as renewal
            where renewal.renews_agreement_no = raw_agreement.agreement_no and renewal.signed_on <= night.as_of
        ) as is_renewed
    from raw_agreement
        left join agreement_ends using (agreement_no)
        cross join night
    where raw_agreement.signed_on <= night.as_of
        and raw_agreement.valid_from <= night.as_of
        and raw_agreement.expires_on > night.as_of
        and (raw_agreement.terminated_on is null or raw_agreement.terminated_on > night.as_of)
        and coalesce(agreement_ends.gone_on, 'infinity'::date) > night.as_of
),
register_counts as (
    select
        'federation:' || ancestor_code as scope_id,
        count(*) as in_force_count,
        count(*) filter (where kind = 'regional_wage') as regional_wage_count,
        count(*) filter (where kind = 'female_special') as female_special_count,
        count(*) filter (where expires_on - night.as_of <= night.renewal_window_days) as expiring_count,
        count(*) filter (where expires_on - night.as_of <= night.renewal_window_days and not is_renewed)
            as expiring_open_count,
        count(*) filter (where expires_on - night.as_of <= night.renewal_window_days and kind = 'female_special')
            as female_expiring_count,
        sum(greatest(covered_enterprise_count - named_count, 0)) filter (where kind in ('wage', 'regional_wage'))
            as unnamed_enterprise_count
    from in_force
        join stg_federation_ancestor using (federation_code)
        cross join night
    group by ancestor_code
)
select
    agreement_in_force.scope_id, agreement_in_force.in_force_count, register_counts.in_force_count as register_count
from agreement_in_force
    join night on agreement_in_force.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where agreement_in_force.scope_id like 'federation:%'
    and (
        agreement_in_force.in_force_count <> coalesce(register_counts.in_force_count, 0)
        or agreement_in_force.regional_wage_count <> coalesce(register_counts.regional_wage_count, 0)
        or agreement_in_force.female_special_count <> coalesce(register_counts.female_special_count, 0)
        or agreement_in_force.expiring_count <> coalesce(register_counts.expiring_count, 0)
        or agreement_in_force.expiring_open_count <> coalesce(register_counts.expiring_open_count, 0)
        or agreement_in_force.female_expiring_count <> coalesce(register_counts.female_expiring_count, 0)
        or agreement_in_force.unnamed_enterprise_count <> coalesce(register_counts.unnamed_enterprise_count, 0)
    );
