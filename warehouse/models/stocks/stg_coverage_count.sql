-- Coverage counts of a scope over days on which none of them changed, from registers and returns together.
-- register_facts, return_facts: how many enterprises and returns speak, to tell who is the source.
select
    null::varchar as scope_id,
    region_code,
    park_code,
    industry_section,
    unit_type_code,
    ownership,
    valid_from,
    valid_to,
    1 as register_facts,
    0 as return_facts,
    1 as enterprise_count,
    is_covered::integer as covered_count,
    is_effective::integer as effective_covered_count,
    is_secondary::integer as secondary_covered_count,
    coalesce(worker_count, 0) as worker_count,
    member_count,
    if(is_effective, member_count, 0) as effective_member_count,
    if(is_covered, coalesce(worker_count, 0), 0) as covered_worker_count,
    if(is_covered, member_count, 0) as covered_member_count
from stg_enterprise_state
union all by name
-- A place that reports counts has no census finding against its unions: what is covered counts as effective.
select
    scope_id,
    valid_from,
    valid_to,
    0 as register_facts,
    1 as return_facts,
    enterprise_count,
    covered_count,
    covered_count as effective_covered_count,
    worker_count,
    member_count,
    member_count as effective_member_count
from stg_return_scope
