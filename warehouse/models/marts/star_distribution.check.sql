-- block: one row a scope, scheme, day and level
select scope_id, scheme_code, valid_from, level_key
from star_distribution
group by scope_id, scheme_code, valid_from, level_key
having count(*) > 1;

-- block: no level holds fewer than no unions
select scope_id, scheme_code, valid_from, level_key from star_distribution where union_count < 0;

-- block: the levels of a scheme add up to its active unions
select scope_id, scheme_code, valid_from
from star_distribution
group by scope_id, scheme_code, valid_from
having sum(union_count) <> min(active_union_count) or count(distinct active_union_count) <> 1;

-- block: the active unions of a scheme's federation are those of the register itself
with register_counts as (
    select raw_rating_scheme.scheme_code, raw_rating_scheme.federation_code, count(*) as union_count
    from raw_rating_scheme
        join stg_federation_ancestor on stg_federation_ancestor.ancestor_code = raw_rating_scheme.federation_code
        join raw_trade_union on raw_trade_union.federation_code = stg_federation_ancestor.federation_code
        cross join night
    where raw_trade_union.approved_on <= night.as_of
        and (raw_trade_union.dissolved_on is null or raw_trade_union.dissolved_on > night.as_of)
        and (
            raw_trade_union.term_ends_on is null
            or raw_trade_union.term_ends_on + to_months(night.term_grace_months) > night.as_of
        )
    group by all
)
select distinct
    star_distribution.scope_id,
    star_distribution.scheme_code,
    star_distribution.active_union_count,
    register_counts.union_count as register_count
from star_distribution
    join night on star_distribution.valid_to = night.as_of + 1
    join register_counts
        on register_counts.scheme_code = star_distribution.scheme_code
            and star_distribution.scope_id = 'federation:' || register_counts.federation_code
where star_distribution.active_union_count <> register_counts.union_count;

-- warn: a union is rated only by a scheme of a federation above it
select raw_star_rating.scheme_code, count(*) as ratings
from raw_star_rating
    join raw_rating_scheme using (scheme_code)
    join raw_trade_union using (union_id)
    left join stg_federation_ancestor
        on stg_federation_ancestor.federation_code = raw_trade_union.federation_code
            and stg_federation_ancestor.ancestor_code = raw_rating_scheme.federation_code
where stg_federation_ancestor.federation_code is null
group by raw_star_rating.scheme_code;
