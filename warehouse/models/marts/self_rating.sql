-- Self-ratings of a scope in the latest decided round of its own scheme, and what the review made of them: one row per
-- scope_id, segment and valid_from, days [valid_from, valid_to) without a change. A scope's own scheme is the latest under
-- which unions of it rated themselves; other schemes never enter.
-- self_rated_count: active unions that rated themselves; reviewed_count: of these, decided with a score;
-- difference_hundredths: self-rating less review, summed over them, in hundredths of a point.
with own_schemes as (
    select rated.scope_id, arg_min(rated.scheme_code, (- epoch(star_scheme.valid_from), rated.scheme_code)) as scheme_code
    from (select distinct scope_id, scheme_code from stg_self_rating) as rated
        join star_scheme using (scheme_code)
    group by rated.scope_id
)

select
    stg_self_rating.scope_id,
    stg_self_rating.segment,
    stg_self_rating.scheme_code,
    stg_self_rating.valid_from,
    stg_self_rating.valid_to,
    stg_self_rating.self_rated_count,
    stg_self_rating.reviewed_count,
    stg_self_rating.difference_hundredths
from stg_self_rating
    join own_schemes using (scope_id, scheme_code)
order by stg_self_rating.scope_id, stg_self_rating.valid_from
