-- Which agreements in force name an enterprise, over days on which that does not change, [valid_from, valid_to): one row
-- per enterprise_id and valid_from, only while one does. has_wage: a wage agreement of its own or of its region;
-- has_bargained: one of these, a collective contract or a skill-grade agreement; has_female: a female-workers special
-- contract.
with links as (
    select
        raw_agreement_enterprise.enterprise_id,
        stg_agreement.valid_from,
        stg_agreement.ends_on as valid_to,
        stg_agreement.is_wage::integer as wage,
        (stg_agreement.kind <> 'female_special')::integer as bargained,
        (stg_agreement.kind = 'female_special')::integer as female
    from raw_agreement_enterprise
        join stg_agreement using (agreement_no)
    where stg_agreement.valid_from < stg_agreement.ends_on
),

moves as (
    select
        enterprise_id,
        day,
        sum(sign * wage) as wage,
        sum(sign * bargained) as bargained,
        sum(sign * female) as female
    from (
        select *, unnest([valid_from, valid_to]) as day, unnest([1, -1]) as sign
        from links
    )
    group by enterprise_id, day
),

states as (
    select
        enterprise_id,
        day as valid_from,
        lead(day, 1, 'infinity'::date) over sweep as valid_to,
        sum(wage) over sweep > 0 as has_wage,
        sum(bargained) over sweep > 0 as has_bargained,
        sum(female) over sweep > 0 as has_female
    from moves
    window sweep as (partition by enterprise_id order by day)
)

select *
from states
where has_bargained or has_female
order by enterprise_id, valid_from
