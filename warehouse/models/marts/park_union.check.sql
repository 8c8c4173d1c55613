-- block: one row a scope and day
select scope_id, as_of from park_union group by scope_id, as_of having count(*) > 1;

-- block: parks with a union are some of the parks
select scope_id, as_of from park_union where not (0 <= park_with_union_count and park_with_union_count <= park_count);
