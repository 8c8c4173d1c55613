-- Proposals of workers' congresses of a scope in a period.
-- By the day of acceptance: accepted_count; closed_count: of these, with feedback; rectifiable_count: of these, that need
-- rectification; rectified_count: of these, rectified; all as known on the night's day, so what is closed later still
-- raises the period of its congress.
-- By the last day for feedback: due_count, whenever accepted; in_time_count: of these, with feedback by that day.
-- By the day of feedback: rated_count: whose satisfaction is stated; satisfied_count, content_count: of these, satisfied,
-- and satisfied or basically so.
with proposal_facts as (
    select
        proposal_no,
        accepted_on as happened_on,
        1 as accepted_count,
        (feedback_on is not null)::integer as closed_count,
        needs_rectification::integer as rectifiable_count,
        (rectified_on is not null)::integer as rectified_count
    from stg_proposal
    union all by name
    select
        proposal_no,
        due_on as happened_on,
        1 as due_count,
        coalesce(feedback_on <= due_on, false)::integer as in_time_count
    from stg_proposal
    union all by name
    select
        proposal_no,
        feedback_on as happened_on,
        1 as rated_count,
        (satisfaction = 'satisfied')::integer as satisfied_count,
        (satisfaction in ('satisfied', 'basically_satisfied'))::integer as content_count
    from stg_proposal
    where satisfaction is not null
)

select
    stg_proposal.region_code,
    stg_proposal.park_code,
    stg_proposal.federation_code,
    proposal_facts.* exclude (proposal_no)
from proposal_facts
    join stg_proposal using (proposal_no)
