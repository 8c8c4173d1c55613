-- block: the levels of a kind add up to its sites
select scope_id, segment, kind_key, valid_from
from service_site_star
group by scope_id, segment, kind_key, valid_from
having sum(level_site_count) <> min(site_count) or count(distinct site_count) <> 1 or count(*) <> 6;
