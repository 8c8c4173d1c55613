-- Sums from the beginning of a timeline that are not shown: one row per timeline, step and scope_id. A region shows what the
-- federations in it show: no more can be reckoned from both trees than from one.
select timeline, step, 'federation:' || federation_code as scope_id
from hidden_prefix
where covers = 'scope'
union
select hidden_prefix.timeline, hidden_prefix.step, stg_region_part.scope_id
from hidden_prefix
    join stg_region_part using (federation_code, covers)
order by timeline, step, scope_id
