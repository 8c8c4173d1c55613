-- block: what holds in every federation on the night's day is the count of the register itself
with register_counts as (
    select
        work_standing.scope_id,
        work_standing.kind_key,
        count(*) as standing_count
    from work_standing
        join night on work_standing.valid_to = night.as_of + 1
        join stg_federation_ancestor
            on work_standing.scope_id = 'federation:' || stg_federation_ancestor.ancestor_code
        join raw_enrolment
            on raw_enrolment.federation_code = stg_federation_ancestor.federation_code
                and raw_enrolment.kind = work_standing.kind_key
                and raw_enrolment.starts_on <= night.as_of
                and (raw_enrolment.ends_on is null or raw_enrolment.ends_on > night.as_of)
    where work_standing.segment = 'all'
    group by all
)
select work_standing.scope_id, work_standing.kind_key, work_standing.standing_count
from work_standing
    join night on work_standing.valid_to = night.as_of + 1
    join register_counts using (scope_id, kind_key)
where work_standing.segment = 'all' and work_standing.standing_count <> register_counts.standing_count;
