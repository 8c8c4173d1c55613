-- Self-ratings in the latest decided round of a scheme and what the review made of them: self_rated_count: active unions
-- that rated themselves in it; reviewed_count: of these, reviewed with a score and decided by the day;
-- difference_hundredths: self-rating less review, summed over them, in hundredths of a point.
-- A round is the latest from its first decision until a later one's, or until the scheme ends.
with decisions as (
    select star_round.scheme_code, star_round.round_code, star_round.round_no, min(raw_star_rating.decided_on) as day
    from star_round
        join raw_star_rating using (round_code)
        cross join night
    where raw_star_rating.decided_on <= night.as_of
    group by all
),

rounds as (
    select
        decisions.round_code,
        decisions.scheme_code,
        raw_rating_scheme.federation_code,
        decisions.day as valid_from,
        least(
            coalesce(min(later.day), 'infinity'::date), coalesce(raw_rating_scheme.valid_to, 'infinity'::date)
        ) as valid_to
    from decisions
        join raw_rating_scheme using (scheme_code)
        left join decisions as later
            on later.scheme_code = decisions.scheme_code and later.round_no > decisions.round_no
    group by decisions.round_code, decisions.scheme_code, raw_rating_scheme.federation_code, raw_rating_scheme.valid_to, decisions.day
),

self_ratings as (
    select
        rounds.scheme_code,
        stg_union.region_code,
        stg_union.park_code,
        stg_union.federation_code,
        greatest(rounds.valid_from, stg_union.valid_from) as valid_from,
        least(rounds.valid_to, stg_union.valid_to) as valid_to,
        -- Reviewed with the decision, not before.
        if(raw_star_rating.review_score is not null, raw_star_rating.decided_on, null) as reviewed_on,
        raw_star_rating.self_score - raw_star_rating.review_score as difference
    from rounds
        join raw_star_rating using (round_code)
        join stg_union using (union_id)
        join stg_federation_ancestor
            on stg_federation_ancestor.federation_code = stg_union.federation_code
                and stg_federation_ancestor.ancestor_code = rounds.federation_code
    where raw_star_rating.self_score is not null
)

select
    scheme_code,
    region_code,
    park_code,
    federation_code,
    valid_from,
    valid_to,
    1 as self_rated_count,
    0 as reviewed_count,
    0::bigint as difference_hundredths
from self_ratings
union all by name
select
    scheme_code,
    region_code,
    park_code,
    federation_code,
    greatest(valid_from, reviewed_on) as valid_from,
    valid_to,
    1 as reviewed_count,
    difference as difference_hundredths
from self_ratings
where reviewed_on is not null
