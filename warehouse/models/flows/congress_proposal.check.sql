-- block: every part is some of its whole
select scope_id, period_kind, valid_from from congress_proposal
where least(closed_count, rectified_count, in_time_count, satisfied_count) < 0
    or closed_count > accepted_count or rectifiable_count > accepted_count or rectified_count > rectifiable_count
    or in_time_count > due_count or satisfied_count > content_count or content_count > rated_count;

-- block: periods to date of every federation are the count of the register itself
with holders as (
    select proposal.*, coalesce(raw_trade_union.federation_code, proposal.federation_code) as holder_code
    from raw_congress_proposal as proposal
        left join raw_trade_union on raw_trade_union.union_id = proposal.union_id
        cross join night
    where proposal.accepted_on <= night.as_of
),
register_counts as (
    select
        congress_proposal.scope_id,
        congress_proposal.period_kind,
        count(*) filter (where accepted_on between period_start and as_of) as accepted_count,
        count(*) filter (where accepted_on between period_start and as_of and feedback_on <= as_of) as closed_count,
        count(*) filter (where accepted_on between period_start and as_of and needs_rectification) as rectifiable_count,
        count(*) filter (where accepted_on between period_start and as_of and rectified_on <= as_of) as rectified_count,
        count(*) filter (where due_on between period_start and as_of) as due_count,
        count(*) filter (where due_on between period_start and as_of and feedback_on <= due_on) as in_time_count,
        count(*) filter (
            where feedback_on between period_start and as_of and satisfaction is not null
        ) as rated_count,
        count(*) filter (
            where feedback_on between period_start and as_of
                and satisfaction in ('satisfied', 'basically_satisfied')
        ) as content_count,
        count(*) filter (
            where feedback_on between period_start and as_of and satisfaction = 'satisfied'
        ) as satisfied_count
    from congress_proposal
        join night on congress_proposal.valid_to = night.as_of + 1
        join stg_federation_ancestor
            on congress_proposal.scope_id = 'federation:' || stg_federation_ancestor.ancestor_code
        join holders on holders.holder_code = stg_federation_ancestor.federation_code
    group by all
)
select
    congress_proposal.scope_id,
    congress_proposal.period_kind,
    congress_proposal.accepted_count,
    register_counts.accepted_count as register_count
from congress_proposal
    join night on congress_proposal.valid_to = night.as_of + 1
    left join register_counts using (scope_id, period_kind)
where congress_proposal.scope_id like 'federation:%'
    and (
        congress_proposal.accepted_count <> coalesce(register_counts.accepted_count, 0)
        or congress_proposal.closed_count <> coalesce(register_counts.closed_count, 0)
        or congress_proposal.rectifiable_count <> coalesce(register_counts.rectifiable_count, 0)
        or congress_proposal.rectified_count <> coalesce(register_counts.rectified_count, 0)
        or congress_proposal.due_count <> coalesce(register_counts.due_count, 0)
        or congress_proposal.in_time_count <> coalesce(register_counts.in_time_count, 0)
        or congress_proposal.rated_count <> coalesce(register_counts.rated_count, 0)
        or congress_proposal.content_count <> coalesce(register_counts.content_count, 0)
        or congress_proposal.satisfied_count <> coalesce(register_counts.satisfied_count, 0)
    );
