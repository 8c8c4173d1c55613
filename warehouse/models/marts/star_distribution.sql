-- Active unions of a scope at one place of a scheme's distribution: one row per scope_id, scheme_code, level_key and
-- valid_from, days [valid_from, valid_to) without a change; every level_key of the scheme, zeros too.
-- Schemes are never added together.
-- active_union_count: all active unions that the scheme applies to; rated_union_count: those with a star.
with standings as (
    select
        stg_star_standing.scope_id,
        stg_star_standing.segment,
        stg_star_standing.scheme_code,
        stg_star_standing.valid_from,
        least(stg_star_standing.valid_to, coalesce(raw_rating_scheme.valid_to, 'infinity'::date)) as valid_to,
        star_1 + star_2 + star_3 + star_4 + star_5 + star_6 + star_7 + star_8 + star_9 as rated_union_count,
        rated_union_count + not_rated + unrated + removed as active_union_count,
        map {
            '1': star_1, '2': star_2, '3': star_3, '4': star_4, '5': star_5, '6': star_6, '7': star_7, '8': star_8,
            '9': star_9, 'not_rated': not_rated, 'unrated': unrated, 'removed': removed
        } as counts
    from stg_star_standing
        join raw_rating_scheme using (scheme_code)
    where raw_rating_scheme.valid_to is null or stg_star_standing.valid_from < raw_rating_scheme.valid_to
)

select
    standings.scope_id,
    standings.segment,
    standings.scheme_code,
    stg_level_key.level_key,
    stg_level_key.level,
    stg_level_key.level_name,
    standings.valid_from,
    standings.valid_to,
    standings.counts[stg_level_key.level_key] as union_count,
    standings.active_union_count,
    standings.rated_union_count
from standings
    join stg_level_key using (scheme_code)
order by scope_id, scheme_code, valid_from, sort_no
