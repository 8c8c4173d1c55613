-- block: the kinds of a scope add up to its agreements in force, each kind once
select scope_id, valid_from
from agreement_kind
group by scope_id, valid_from
having sum(agreement_count) <> min(in_force_count) or count(*) <> 5 or count(distinct level_key) <> 5;
