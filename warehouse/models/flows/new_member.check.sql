-- block: the years to date of the whole tree of regions are the people that the register itself knows
with register_counts as (
    select count(*) as member_count
    from (
        select member_key, arg_min(enterprise_id, (joined_on, enterprise_id)) as enterprise_id
        from raw_member cross join night
        where validity = 'valid'
        group by member_key
        having min(joined_on) between min(date_trunc('year', as_of)) and min(as_of)
    )
        semi join stg_enterprise_period using (enterprise_id)
),

tree_counts as (
    select coalesce(sum(new_member.new_member_count), 0) as member_count
    from new_member
        join scope using (scope_id)
        join night on new_member.valid_to = night.as_of + 1
    where scope.kind = 'region' and scope.parent_scope_id is null
        and new_member.period_kind = 'calendar_year' and new_member.segment = 'all'
)
select tree_counts.member_count, register_counts.member_count as register_count
from tree_counts cross join register_counts
where tree_counts.member_count <> register_counts.member_count;
