-- Unions of a scope at three stars and above under the scope's own scheme: one row per scope_id and valid_from, days
-- [valid_from, valid_to) without a change.
-- A scope's own scheme is the latest that rates unions there, as for the distribution: its days are the scheme's days, and
-- unions rated by another scheme never enter. A scheme without a level of three stars has no row.
with own_schemes as (
    select rated.scope_id, arg_min(rated.scheme_code, (- epoch(star_scheme.valid_from), rated.scheme_code)) as scheme_code
    from (select distinct scope_id, scheme_code from star_distribution) as rated
        join star_scheme using (scheme_code)
    group by rated.scope_id
)

select
    star_distribution.scope_id,
    star_distribution.segment,
    star_distribution.scheme_code,
    star_distribution.valid_from,
    star_distribution.valid_to,
    (sum(star_distribution.union_count) filter (where star_distribution.level >= 3))::bigint as three_and_above_count,
    min(star_distribution.rated_union_count) as rated_union_count,
    min(star_distribution.active_union_count) as active_union_count
from star_distribution
    join own_schemes using (scope_id, scheme_code)
group by all
having count(*) filter (where star_distribution.level >= 3) > 0
order by star_distribution.scope_id, star_distribution.valid_from
