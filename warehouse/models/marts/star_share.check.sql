-- block: one row a scope and day
select scope_id, valid_from from star_share group by all having count(*) > 1;

-- block: unions at three stars are some of the rated, and these some of the active
select scope_id, valid_from from star_share
where not (0 <= three_and_above_count and three_and_above_count <= rated_union_count and rated_union_count <= active_union_count);

-- block: a scope has one scheme, the same on all its days
select scope_id from star_share group by scope_id having count(distinct scheme_code) > 1;
