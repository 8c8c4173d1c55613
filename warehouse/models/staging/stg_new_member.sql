-- A person's first joining that is a valid record: one row per member_key. Moving to another enterprise or union later is
-- no new membership; of several records of one day, the lowest enterprise and union stand.
select
    member_key,
    min(joined_on) as joined_on,
    arg_min(enterprise_id, (joined_on, enterprise_id, union_id)) as enterprise_id,
    arg_min(union_id, (joined_on, enterprise_id, union_id)) as union_id
from raw_member
where validity = 'valid'
group by member_key
