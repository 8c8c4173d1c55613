-- A rating round that has been opened: one row per round_code. round_no: its place among the rounds of the scheme.
select
    raw_rating_round.round_code,
    raw_rating_round.scheme_code,
    raw_rating_round.name,
    raw_rating_round.closed_on,
    row_number() over (
        partition by raw_rating_round.scheme_code order by raw_rating_round.opened_on, raw_rating_round.round_code
    )::integer as round_no
from raw_rating_round cross join night
where raw_rating_round.opened_on <= night.as_of
order by scheme_code, round_no
