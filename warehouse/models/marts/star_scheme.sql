-- A version of a place's star rules: one row per scheme_code. valid_to: null while in force.
select
    raw_rating_scheme.scheme_code,
    raw_rating_scheme.name,
    count(raw_rating_level.level)::integer as level_count,
    raw_rating_scheme.valid_from,
    raw_rating_scheme.valid_to
from raw_rating_scheme
    left join raw_rating_level using (scheme_code)
    cross join night
where raw_rating_scheme.valid_from <= night.as_of
group by all
order by raw_rating_scheme.scheme_code
