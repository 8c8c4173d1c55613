-- Enterprises and workers of a scope under agreements in force that name the enterprise, each enterprise once.
-- enterprise_count: active enterprises of the register; wage_enterprise_count: of these, under a wage agreement of their
-- own or of their region; female_enterprise_count: under a female-workers special contract.
-- worker_count, wage_worker_count: their workers, 0 before the first observation. female_worker_count,
-- female_contract_worker_count: their female workers, enterprises that never stated a number left out of both.
-- eligible_count: with as many workers as the rule asks (25 by default); eligible_signed_count: of these, under a wage
-- or skill-grade agreement or a collective contract.
-- What places return as counts is in none of them: nobody knows which enterprises those are.
with places as (
    select enterprise_id, region_code, park_code, industry_section, unit_type_code, ownership, valid_from, valid_to
    from stg_enterprise_period
),

headcounts as (
    select
        place.* exclude (valid_from, valid_to),
        greatest(place.valid_from, headcount.valid_from) as valid_from,
        least(place.valid_to, headcount.valid_to) as valid_to,
        headcount.worker_count,
        (headcount.worker_count >= night.signing_headcount)::integer as eligible_count
    from places as place
        join stg_headcount as headcount
            on headcount.enterprise_id = place.enterprise_id
                and headcount.valid_from < place.valid_to
                and place.valid_from < headcount.valid_to
        cross join night
),

female_headcounts as (
    select
        place.* exclude (valid_from, valid_to),
        greatest(place.valid_from, headcount.valid_from) as valid_from,
        least(place.valid_to, headcount.valid_to) as valid_to,
        headcount.female_count
    from places as place
        join stg_female_headcount as headcount
            on headcount.enterprise_id = place.enterprise_id
                and headcount.valid_from < place.valid_to
                and place.valid_from < headcount.valid_to
),

facts as (
    select *, 1 as enterprise_count
    from places
    union all by name
    select *
    from headcounts
    union all by name
    select * rename (female_count as female_worker_count)
    from female_headcounts
    union all by name
    select
        place.* exclude (valid_from, valid_to),
        greatest(place.valid_from, state.valid_from) as valid_from,
        least(place.valid_to, state.valid_to) as valid_to,
        state.has_wage::integer as wage_enterprise_count,
        state.has_female::integer as female_enterprise_count
    from places as place
        join stg_agreement_state as state
            on state.enterprise_id = place.enterprise_id
                and state.valid_from < place.valid_to
                and place.valid_from < state.valid_to
    union all by name
    select
        headcounts.* exclude (valid_from, valid_to, worker_count, eligible_count),
        greatest(headcounts.valid_from, state.valid_from) as valid_from,
        least(headcounts.valid_to, state.valid_to) as valid_to,
        if(state.has_wage, headcounts.worker_count, 0) as wage_worker_count,
        if(state.has_bargained, headcounts.eligible_count, 0) as eligible_signed_count
    from headcounts
        join stg_agreement_state as state
            on state.enterprise_id = headcounts.enterprise_id
                and state.valid_from < headcounts.valid_to
                and headcounts.valid_from < state.valid_to
    union all by name
    select
        female_headcounts.* exclude (valid_from, valid_to, female_count),
        greatest(female_headcounts.valid_from, state.valid_from) as valid_from,
        least(female_headcounts.valid_to, state.valid_to) as valid_to,
        female_headcounts.female_count as female_contract_worker_count
    from female_headcounts
        join stg_agreement_state as state
            on state.enterprise_id = female_headcounts.enterprise_id
                and state.has_female
                and state.valid_from < female_headcounts.valid_to
                and female_headcounts.valid_from < state.valid_to
)

select * exclude (enterprise_id)
from facts
