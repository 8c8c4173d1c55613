-- block: overdue proposals are some of the open ones
select scope_id, valid_from from proposal_overdue where not (0 <= overdue_count and overdue_count <= open_count);

-- block: the headline of every federation is the count of the register itself
with register_counts as (
    select
        'federation:' || ancestor_code as scope_id,
        count(*) as open_count,
        count(*) filter (where proposal.due_on < night.as_of) as overdue_count
    from raw_congress_proposal as proposal
        left join raw_trade_union on raw_trade_union.union_id = proposal.union_id
        join stg_federation_ancestor
            on stg_federation_ancestor.federation_code
            = coalesce(raw_trade_union.federation_code, proposal.federation_code)
        cross join night
    where proposal.accepted_on <= night.as_of
        and (proposal.feedback_on is null or proposal.feedback_on > night.as_of)
    group by ancestor_code
)
select proposal_overdue.scope_id, proposal_overdue.overdue_count, register_counts.overdue_count as register_count
from proposal_overdue
    join night on proposal_overdue.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where proposal_overdue.scope_id like 'federation:%'
    and (
        proposal_overdue.open_count <> coalesce(register_counts.open_count, 0)
        or proposal_overdue.overdue_count <> coalesce(register_counts.overdue_count, 0)
    );
