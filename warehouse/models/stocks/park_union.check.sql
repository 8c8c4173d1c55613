-- block: parks with a union are some of the parks
select scope_id, valid_from from park_union where not (0 <= park_with_union_count and park_with_union_count <= park_count);
