-- block: one row a scope, pair of rounds and pair of levels
select scope_id, scheme_code, from_round_code, to_round_code, from_level_key, to_level_key
from star_movement
group by all
having count(*) > 1;
