-- Where a union stands in a scheme, over days [valid_from, valid_to): one row per scheme_code, union_id and valid_from.
-- level_key: '1' to '9' for stars, not_rated (reviewed, no star), removed, or unrated before the first decision.
-- Only unions of the subtree of the scheme's federation; a decision holds until the next one.
with decisions as (
    select
        raw_star_rating.scheme_code,
        raw_star_rating.union_id,
        raw_star_rating.decided_on,
        -- Two rounds may decide on one day: the later round stands.
        arg_max(
            case
                when raw_star_rating.outcome = 'remove' then 'removed'
                when raw_star_rating.outcome = 'not_rated' then 'not_rated'
                else raw_star_rating.level::text
            end,
            (raw_rating_round.opened_on, raw_star_rating.round_code)
        ) as level_key
    from raw_star_rating
        join raw_rating_round using (round_code)
        cross join night
    where raw_star_rating.decided_on <= night.as_of
    group by all
),

applicable as (
    select
        raw_rating_scheme.scheme_code,
        stg_union.union_id,
        greatest(stg_union.valid_from, raw_rating_scheme.valid_from) as valid_from,
        least(stg_union.valid_to, coalesce(raw_rating_scheme.valid_to, 'infinity'::date)) as valid_to
    from stg_union
        join stg_federation_ancestor using (federation_code)
        join raw_rating_scheme on raw_rating_scheme.federation_code = stg_federation_ancestor.ancestor_code
        cross join night
    where raw_rating_scheme.valid_from <= night.as_of
),

standings as (
    select
        scheme_code,
        union_id,
        level_key,
        decided_on as valid_from,
        coalesce(
            lead(decided_on) over (partition by scheme_code, union_id order by decided_on), 'infinity'::date
        ) as valid_to
    from decisions
    union all
    select
        applicable.scheme_code,
        applicable.union_id,
        'unrated',
        applicable.valid_from,
        coalesce(min(decisions.decided_on), 'infinity'::date)
    from applicable
        left join decisions using (scheme_code, union_id)
    group by applicable.scheme_code, applicable.union_id, applicable.valid_from
)

select
    applicable.scheme_code,
    applicable.union_id,
    standings.level_key,
    greatest(applicable.valid_from, standings.valid_from) as valid_from,
    least(applicable.valid_to, standings.valid_to) as valid_to
from applicable
    join standings using (scheme_code, union_id)
where greatest(applicable.valid_from, standings.valid_from) < least(applicable.valid_to, standings.valid_to)
order by scheme_code, union_id, valid_from
