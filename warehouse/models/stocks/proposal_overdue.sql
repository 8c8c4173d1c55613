-- Proposals of workers' congresses of a scope that wait for feedback: open_count; overdue_count: of these, whose last day
-- for feedback is over.
with proposal_facts as (
    select proposal_no, accepted_on as valid_from, 1 as open_count, 0 as overdue_count
    from stg_proposal
    union all
    select proposal_no, due_on + 1, 0, 1
    from stg_proposal
)

select
    stg_proposal.region_code,
    stg_proposal.park_code,
    stg_proposal.federation_code,
    proposal_facts.valid_from,
    coalesce(stg_proposal.feedback_on, 'infinity'::date) as valid_to,
    proposal_facts.open_count,
    proposal_facts.overdue_count
from proposal_facts
    join stg_proposal using (proposal_no)
