-- Union coverage of a scope: one row per scope_id, segment and valid_from, days [valid_from, valid_to) without a change.
-- enterprise_count: active enterprises; covered_count: those with a primary link to an active union, each once;
-- effective_covered_count: those whose union is neither shell nor zombie; secondary_covered_count: under a federation
-- of unions, never added to the primary. worker_count: of all active enterprises; member_count: distinct valid members.
-- covered_worker_count, covered_member_count: in covered enterprises alone.
-- These two and secondary_covered_count are null where only returns speak.
-- source: register, return (places that report counts only), or mixed.
-- segment: all, or a part of the scope's enterprises; returns know no industry, kind or ownership.
select
    scope_id,
    segment,
    valid_from,
    valid_to,
    enterprise_count,
    covered_count,
    effective_covered_count,
    if(register_facts > 0 or return_facts = 0, secondary_covered_count, null) as secondary_covered_count,
    worker_count,
    member_count,
    effective_member_count,
    if(register_facts > 0 or return_facts = 0, covered_worker_count, null) as covered_worker_count,
    if(register_facts > 0 or return_facts = 0, covered_member_count, null) as covered_member_count,
    case when return_facts = 0 then 'register' when register_facts > 0 then 'mixed' else 'return' end as source
from stg_coverage_count
order by scope_id, segment, valid_from
