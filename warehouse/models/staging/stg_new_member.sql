-- A person's first joining that is a valid record: one row per member_key. Moving to another enterprise or union later is
-- no new membership; of several enterprises joined on one day, the lowest id stands.
select member_key, min(joined_on) as joined_on, arg_min(enterprise_id, (joined_on, enterprise_id)) as enterprise_id
from raw_member
where validity = 'valid'
group by member_key
