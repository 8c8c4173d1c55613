-- How unions moved between two rounds of a scheme: one row per scope_id, rounds and pair of levels that some union made.
-- A union's place after a round is its latest decision up to that round; unrated before its first. Unions active when
-- the later round closed (or on the night, while it is open) are counted.
with round_pairs as (
    select
        earlier.scheme_code,
        earlier.round_code as from_round_code,
        later.round_code as to_round_code,
        earlier.round_no as from_round_no,
        later.round_no as to_round_no,
        least(coalesce(later.closed_on, night.as_of), night.as_of) as counted_on
    from star_round as earlier
        join star_round as later
            on later.scheme_code = earlier.scheme_code and later.round_no > earlier.round_no
        cross join night
),

decisions as (
    select
        star_round.scheme_code,
        star_round.round_no,
        raw_star_rating.union_id,
        case
            when raw_star_rating.outcome = 'remove' then 'removed'
            when raw_star_rating.outcome = 'not_rated' then 'not_rated'
            else raw_star_rating.level::text
        end as level_key
    from raw_star_rating
        join star_round using (round_code)
        cross join night
    where raw_star_rating.decided_on <= night.as_of
),

union_pairs as (
    select round_pairs.*, stg_union.union_id, stg_union.region_code, stg_union.park_code, stg_union.federation_code
    from round_pairs
        join raw_rating_scheme using (scheme_code)
        join stg_federation_ancestor on stg_federation_ancestor.ancestor_code = raw_rating_scheme.federation_code
        join stg_union
            on stg_union.federation_code = stg_federation_ancestor.federation_code
                and stg_union.valid_from <= round_pairs.counted_on
                and stg_union.valid_to > round_pairs.counted_on
),

movements as (
    select
        union_pairs.scheme_code,
        union_pairs.from_round_code,
        union_pairs.to_round_code,
        union_pairs.region_code,
        union_pairs.park_code,
        union_pairs.federation_code,
        coalesce(
            arg_max(decisions.level_key, decisions.round_no)
                filter (where decisions.round_no <= union_pairs.from_round_no),
            'unrated'
        ) as from_level_key,
        coalesce(
            arg_max(decisions.level_key, decisions.round_no)
                filter (where decisions.round_no <= union_pairs.to_round_no),
            'unrated'
        ) as to_level_key
    from union_pairs
        left join decisions using (scheme_code, union_id)
    group by
        union_pairs.scheme_code,
        union_pairs.from_round_code,
        union_pairs.to_round_code,
        union_pairs.from_round_no,
        union_pairs.to_round_no,
        union_pairs.union_id,
        union_pairs.region_code,
        union_pairs.park_code,
        union_pairs.federation_code
),

place_movements as (
    select *, count(*) as unions
    from movements
    group by all
),

scope_movements as (
    select stg_region_scope.scope_id, place_movements.*
    from place_movements
        join stg_region_scope using (region_code)
    union all
    select stg_federation_scope.scope_id, place_movements.*
    from place_movements
        join stg_federation_scope using (federation_code)
    union all
    select 'park:' || park_code, place_movements.*
    from place_movements
    where park_code is not null
)

select
    scope_id,
    scheme_code,
    from_round_code,
    to_round_code,
    from_level_key,
    to_level_key,
    sum(unions)::bigint as union_count
from scope_movements
group by scope_id, scheme_code, from_round_code, to_round_code, from_level_key, to_level_key
order by scope_id, scheme_code, from_round_code, to_round_code, from_level_key, to_level_key
