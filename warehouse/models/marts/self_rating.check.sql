-- block: the reviewed are some of the self-rated
select scope_id, valid_from from self_rating where not (0 <= reviewed_count and reviewed_count <= self_rated_count);

-- block: no day of a scope is told twice
select scope_id, segment, valid_from
from self_rating
window days as (partition by scope_id, segment order by valid_from)
qualify valid_to > coalesce(lead(valid_from) over days, 'infinity'::date);

-- block: the sum of the scheme's federation is that of the register itself
with latest_rounds as (
    select
        raw_rating_round.scheme_code,
        arg_max(raw_rating_round.round_code, (raw_rating_round.opened_on, raw_rating_round.round_code)) as round_code
    from raw_rating_round
        semi join (
            select round_code from raw_star_rating cross join night where decided_on <= as_of
        ) as decided using (round_code)
    group by all
),

register_counts as (
    select
        raw_rating_scheme.scheme_code,
        'federation:' || raw_rating_scheme.federation_code as scope_id,
        count(*) as reviewed_count,
        sum(raw_star_rating.self_score) - sum(raw_star_rating.review_score) as difference_hundredths
    from latest_rounds
        join raw_rating_scheme using (scheme_code)
        join raw_star_rating using (round_code)
        join raw_trade_union using (union_id)
        join stg_federation_ancestor
            on stg_federation_ancestor.federation_code = raw_trade_union.federation_code
                and stg_federation_ancestor.ancestor_code = raw_rating_scheme.federation_code
        cross join night
    where raw_star_rating.decided_on <= night.as_of
        and (raw_rating_scheme.valid_to is null or raw_rating_scheme.valid_to > night.as_of)
        and raw_star_rating.self_score is not null
        and raw_star_rating.review_score is not null
        and raw_trade_union.approved_on <= night.as_of
        and (raw_trade_union.dissolved_on is null or raw_trade_union.dissolved_on > night.as_of)
        and (
            raw_trade_union.term_ends_on is null
            or raw_trade_union.term_ends_on + to_months(night.term_grace_months) > night.as_of
        )
    group by all
)
select
    self_rating.scope_id,
    self_rating.scheme_code,
    self_rating.difference_hundredths,
    register_counts.difference_hundredths as register_difference
from self_rating
    join night on self_rating.valid_to = night.as_of + 1
    join register_counts using (scope_id, scheme_code)
where self_rating.reviewed_count <> register_counts.reviewed_count
    or self_rating.difference_hundredths <> register_counts.difference_hundredths;
