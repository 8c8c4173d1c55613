-- A proposal that a workers' congress accepted by the night's day: one row per proposal_no.
-- It counts where the union stands whose congress it was; that of a federation's area where the federation sits, in no park.
-- feedback_on, rectified_on, satisfaction: null until they are known.
select
    proposal.proposal_no,
    stg_region_alias.current_code as region_code,
    raw_trade_union.park_code,
    coalesce(raw_trade_union.federation_code, proposal.federation_code) as federation_code,
    proposal.accepted_on,
    proposal.due_on,
    if(proposal.feedback_on <= night.as_of, proposal.feedback_on, null) as feedback_on,
    proposal.needs_rectification,
    if(proposal.rectified_on <= night.as_of, proposal.rectified_on, null) as rectified_on,
    if(proposal.feedback_on <= night.as_of, proposal.satisfaction, null) as satisfaction
from raw_congress_proposal as proposal
    cross join night
    left join raw_trade_union on raw_trade_union.union_id = proposal.union_id
    left join raw_federation on raw_federation.federation_code = proposal.federation_code
    join stg_region_alias
        on stg_region_alias.region_code = coalesce(raw_trade_union.region_code, raw_federation.region_code)
where proposal.accepted_on <= night.as_of
order by proposal.proposal_no
