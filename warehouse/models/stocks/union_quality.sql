-- State of the active unions of a scope. checked_union_count: found by a census at least once by that day;
-- shell_zombie_count: of these, held for a shell or a zombie on the day, not yet rectified.
-- certificate_count: with a legal-person certificate issued by that day. chair_known_count: whose chair's kind is
-- registered; full_time_chair_count: of these, full-time. The register keeps no history of chairs: tonight's stands for
-- every day.
with first_checks as (
    select raw_census_finding.union_id, min(raw_census_finding.checked_on) as day
    from raw_census_finding
    group by raw_census_finding.union_id
),

union_facts as (
    select
        union_id,
        valid_from,
        valid_to,
        1 as active_union_count,
        (chair_kind is not null)::integer as chair_known_count,
        coalesce(chair_kind = 'full_time', false)::integer as full_time_chair_count
    from stg_union
    union all by name
    select stg_union.union_id, greatest(valid_from, first_checks.day) as valid_from, valid_to, 1 as checked_union_count
    from stg_union
        join first_checks using (union_id)
    union all by name
    select
        stg_union.union_id,
        greatest(stg_union.valid_from, stg_ineffective_union.valid_from) as valid_from,
        least(stg_union.valid_to, stg_ineffective_union.valid_to) as valid_to,
        1 as shell_zombie_count
    from stg_union
        join stg_ineffective_union using (union_id)
    union all by name
    select union_id, greatest(valid_from, certificate_issued_on) as valid_from, valid_to, 1 as certificate_count
    from stg_union
    where certificate_issued_on is not null
)

select stg_union.region_code, stg_union.park_code, stg_union.federation_code, union_facts.* exclude (union_id)
from union_facts
    join stg_union using (union_id)
