-- block: the ages add up to the backlog
select scope_id, segment, valid_from
from settlement_backlog_age
group by scope_id, segment, valid_from
having sum(enterprise_count) <> min(uncovered_count) or count(distinct uncovered_count) <> 1 or count(*) <> 4;
