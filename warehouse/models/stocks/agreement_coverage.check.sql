-- block: every part is some of its whole
select scope_id, segment, valid_from from agreement_coverage
where least(
        wage_enterprise_count, female_enterprise_count, wage_worker_count, female_contract_worker_count,
        eligible_signed_count
    ) < 0
    or wage_enterprise_count > enterprise_count or female_enterprise_count > enterprise_count
    or wage_worker_count > worker_count or female_contract_worker_count > female_worker_count
    or eligible_signed_count > eligible_count or eligible_count > enterprise_count;

-- block: enterprises and workers are those of the coverage by unions, where registers alone speak
select agreement_coverage.scope_id, agreement_coverage.segment, agreement_coverage.enterprise_count, coverage.enterprise_count as union_side
from agreement_coverage
    join night on agreement_coverage.valid_to = night.as_of + 1
    join coverage
        on coverage.scope_id = agreement_coverage.scope_id
            and coverage.segment = agreement_coverage.segment
            and coverage.valid_to = night.as_of + 1
where coverage.source = 'register'
    and (
        coverage.enterprise_count <> agreement_coverage.enterprise_count
        or coverage.worker_count <> agreement_coverage.worker_count
    );

-- block: enterprises and workers under agreements in every region are those of the register itself
with named as (
    select
        raw_agreement_enterprise.enterprise_id,
        bool_or(raw_agreement.kind in ('wage', 'regional_wage')) as has_wage,
        bool_or(raw_agreement.kind = 'female_special') as has_female,
        bool_or(raw_agreement.kind <> 'female_special') as has_bargained
    from raw_agreement_enterprise
        join raw_agreement using (agreement_no)
        cross join night
    where raw_agreement.signed_on <= night.as_of
        and raw_agreement.valid_from <= night.as_of
        and raw_agreement.expires_on > night.as_of
        and (raw_agreement.terminated_on is null or raw_agreement.terminated_on > night.as_of)
    group by all
),
headcounts as (
    select
        enterprise_id,
        arg_max(worker_count, (observed_on, -rank)) as worker_count,
        arg_max(female_count, (observed_on, -rank)) filter (where female_count is not null) as female_count
    from raw_headcount_observation
        join source_rank using (source)
        cross join night
    where observed_on <= night.as_of
    group by enterprise_id
),
register_counts as (
    select
        'region:' || ancestor_code as scope_id,
        count(*) filter (where has_wage) as wage_enterprise_count,
        count(*) filter (where has_female) as female_enterprise_count,
        sum(worker_count) filter (where has_wage) as wage_worker_count,
        sum(female_count) as female_worker_count,
        sum(female_count) filter (where has_female) as female_contract_worker_count,
        count(*) filter (where worker_count >= night.signing_headcount) as eligible_count,
        count(*) filter (where worker_count >= night.signing_headcount and has_bargained) as eligible_signed_count
    from raw_enterprise_period
        left join named using (enterprise_id)
        left join headcounts using (enterprise_id)
        join stg_region_alias using (region_code)
        join stg_region_ancestor on stg_region_ancestor.region_code = stg_region_alias.current_code
        cross join night
    where raw_enterprise_period.valid_from <= night.as_of
        and (raw_enterprise_period.valid_to is null or raw_enterprise_period.valid_to > night.as_of)
    group by ancestor_code
)
select
    agreement_coverage.scope_id,
    agreement_coverage.wage_enterprise_count,
    register_counts.wage_enterprise_count as register_count
from agreement_coverage
    join night on agreement_coverage.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where agreement_coverage.segment = 'all' and agreement_coverage.scope_id like 'region:%'
    and (
        agreement_coverage.wage_enterprise_count <> coalesce(register_counts.wage_enterprise_count, 0)
        or agreement_coverage.female_enterprise_count <> coalesce(register_counts.female_enterprise_count, 0)
        or agreement_coverage.wage_worker_count <> coalesce(register_counts.wage_worker_count, 0)
        or agreement_coverage.female_worker_count <> coalesce(register_counts.female_worker_count, 0)
        or agreement_coverage.female_contract_worker_count <> coalesce(register_counts.female_contract_worker_count, 0)
        or agreement_coverage.eligible_count <> coalesce(register_counts.eligible_count, 0)
        or agreement_coverage.eligible_signed_count <> coalesce(register_counts.eligible_signed_count, 0)
    );
