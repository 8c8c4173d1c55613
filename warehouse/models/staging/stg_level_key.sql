-- A place in a scheme's distribution: one row per scheme_code and level_key, in the order in which it is shown.
select scheme_code, level::text as level_key, level, name as level_name, 10 - level as sort_no
from raw_rating_level
union all
select raw_rating_scheme.scheme_code, others.level_key, null, others.level_name, others.sort_no
from raw_rating_scheme
    cross join (
        values ('not_rated', '未达星级', 20), ('unrated', '未评', 21), ('removed', '已撤销', 22)
    ) as others (level_key, level_name, sort_no)
order by scheme_code, sort_no
