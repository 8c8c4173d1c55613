-- What was done in a scope in a period by kind_key: an activity, a case that was opened, a suggestion, a loan, a visit that
-- raised a problem, a graduation, an honour that was decided. record_count: rows, of activities their sessions;
-- attendee_count, favourable_count, item_count: of activities, where they are stated; frontline_count: of these, at the
-- frontline; closed_count: closed, adopted, solved or awarded, as known on the night's day; amount_cents, settled_cents: claimed and recovered, or granted;
-- approximate_count: rows whose numbers are stated as about.
-- A row counts in its own place and federation; one of a union where the union is, a visit where the federation sits.
with work as (
    select
        unnest([kind, case
            when kind in ('employment_training', 'job_placement', 'startup_guidance') then 'employment_service'
        end]) as kind_key,
        region_code,
        federation_code,
        held_on as happened_on,
        session_count as record_count,
        coalesce(attendee_count, 0) as attendee_count,
        coalesce(favourable_count, 0) as favourable_count,
        coalesce(item_count, 0) as item_count,
        if(is_frontline, session_count, 0) as frontline_count,
        0 as closed_count,
        0::bigint as amount_cents,
        0::bigint as settled_cents,
        is_approximate::integer as approximate_count
    from raw_activity
    union all by name
    select
        kind as kind_key,
        region_code,
        federation_code,
        opened_on as happened_on,
        1 as record_count,
        (closed_on <= as_of and result in ('resolved', 'partly', 'referred', 'withdrawn'))::integer as closed_count,
        coalesce(claimed_cents, 0) as amount_cents,
        if(closed_on <= as_of, coalesce(recovered_cents, 0), 0) as settled_cents,
        is_approximate::integer as approximate_count
    from raw_rights_case cross join night
    union all by name
    select
        'startup_loan' as kind_key,
        region_code,
        federation_code,
        granted_on as happened_on,
        1 as record_count,
        line_cents as amount_cents
    from raw_startup_loan
    union all by name
    select
        'visit_problem' as kind_key,
        raw_federation.region_code,
        raw_enterprise_visit.federation_code,
        raw_enterprise_visit.visited_on as happened_on,
        1 as record_count,
        (raw_enterprise_visit.solved_on <= night.as_of)::integer as closed_count
    from raw_enterprise_visit
        join raw_federation using (federation_code)
        cross join night
    where raw_enterprise_visit.problem <> 'none'
    union all by name
    select
        'honour_' || kind as kind_key,
        region_code,
        federation_code,
        awarded_on as happened_on,
        1 as record_count,
        (result = 'awarded')::integer as closed_count
    from raw_honour
),

union_work as (
    select
        'suggestion' as kind_key,
        union_id,
        submitted_on as happened_on,
        1 as record_count,
        coalesce(is_adopted and decided_on <= as_of, false)::integer as closed_count
    from raw_suggestion cross join night
    union all by name
    select 'graduation' as kind_key, union_id, graduated_on as happened_on, 1 as record_count
    from raw_apprenticeship
    where graduated_on is not null
),

placed as (
    select work.* exclude (region_code), stg_region_alias.current_code as region_code, null::varchar as park_code
    from work join stg_region_alias using (region_code)
    where kind_key is not null
    union all by name
    select union_work.* exclude (union_id), stg_union.region_code, stg_union.park_code, stg_union.federation_code
    from union_work join stg_union using (union_id)
)

select
    kind_key,
    region_code,
    park_code,
    federation_code,
    happened_on,
    record_count,
    coalesce(attendee_count, 0) as attendee_count,
    coalesce(favourable_count, 0) as favourable_count,
    coalesce(item_count, 0) as item_count,
    coalesce(frontline_count, 0) as frontline_count,
    coalesce(closed_count, 0) as closed_count,
    coalesce(amount_cents, 0) as amount_cents,
    coalesce(settled_cents, 0) as settled_cents,
    coalesce(approximate_count, 0) as approximate_count
from placed
