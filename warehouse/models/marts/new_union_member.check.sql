-- block: no count is below zero
select scope_id, period_kind, valid_from from new_union_member where new_union_member_count < 0 or new_union_count < 0;

-- block: the new unions are those of new_union
select new_union_member.scope_id, new_union_member.period_kind
from new_union_member
    join night on new_union_member.valid_to = night.as_of + 1
    left join new_union
        on new_union.scope_id = new_union_member.scope_id
            and new_union.period_kind = new_union_member.period_kind
            and new_union.valid_to = night.as_of + 1
where new_union_member.new_union_count <> coalesce(new_union.new_union_count, 0);

-- block: the years to date of every federation are the members of the enterprises that the register says are new
with covers as (
    select
        raw_enterprise_period.enterprise_id,
        raw_trade_union.union_id,
        raw_trade_union.federation_code,
        raw_trade_union.approved_on,
        greatest(raw_enterprise_period.valid_from, raw_coverage_link.valid_from, raw_trade_union.approved_on) as covered_on
    from raw_enterprise_period
        join raw_coverage_link using (enterprise_id)
        join primary_kind on primary_kind.kind = raw_coverage_link.kind
        join raw_trade_union using (union_id)
        cross join night
    where greatest(raw_enterprise_period.valid_from, raw_coverage_link.valid_from, raw_trade_union.approved_on)
        < least(
            coalesce(raw_enterprise_period.valid_to, 'infinity'::date),
            coalesce(raw_coverage_link.valid_to, 'infinity'::date),
            coalesce(raw_trade_union.dissolved_on, 'infinity'::date),
            coalesce((raw_trade_union.term_ends_on + to_months(night.term_grace_months))::date, 'infinity'::date)
        )
),

first_covers as (
    select
        enterprise_id,
        arg_min(federation_code, (covered_on, approved_on, union_id)) as federation_code,
        arg_min(approved_on, (covered_on, approved_on, union_id)) as approved_on
    from covers
    group by enterprise_id
),

register_counts as (
    select
        'federation:' || stg_federation_ancestor.ancestor_code as scope_id,
        sum(stg_enterprise_state.member_count) as member_count
    from first_covers
        join stg_federation_ancestor using (federation_code)
        join night on first_covers.approved_on between date_trunc('year', night.as_of) and night.as_of
        join stg_enterprise_state
            on stg_enterprise_state.enterprise_id = first_covers.enterprise_id
                and stg_enterprise_state.valid_from <= night.as_of
                and stg_enterprise_state.valid_to > night.as_of
    where stg_enterprise_state.is_covered
    group by all
)
select new_union_member.scope_id, new_union_member.new_union_member_count, register_counts.member_count as register_count
from new_union_member
    join night on new_union_member.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where new_union_member.scope_id like 'federation:%'
    and new_union_member.period_kind = 'calendar_year'
    and new_union_member.new_union_member_count <> coalesce(register_counts.member_count, 0);
