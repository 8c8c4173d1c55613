-- block: no count is below zero
select scope_id, period_kind, valid_from from new_union_member where new_union_member_count < 0 or new_union_count < 0;

-- block: the new unions are those of new_union
select new_union_member.scope_id, new_union_member.period_kind
from new_union_member
    join night on new_union_member.valid_to = night.as_of + 1
    left join new_union
        on new_union.scope_id = new_union_member.scope_id
            and new_union.period_kind = new_union_member.period_kind
            and new_union.valid_to = night.as_of + 1
where new_union_member.new_union_count <> coalesce(new_union.new_union_count, 0);

-- block: the years to date of every federation are the count of the register itself
with register_counts as (
    select 'federation:' || stg_federation_ancestor.ancestor_code as scope_id, count(distinct raw_member.member_key) as member_count
    from raw_trade_union
        join stg_federation_ancestor using (federation_code)
        join raw_member using (union_id)
        cross join night
    where raw_trade_union.approved_on between date_trunc('year', night.as_of) and night.as_of
        and raw_member.validity = 'valid'
        and raw_member.joined_on <= night.as_of
        and not exists (
            from raw_member as earlier
            where earlier.member_key = raw_member.member_key
                and earlier.validity = 'valid'
                and (earlier.joined_on, earlier.enterprise_id, earlier.union_id)
                < (raw_member.joined_on, raw_member.enterprise_id, raw_member.union_id)
        )
    group by all
)
select new_union_member.scope_id, new_union_member.new_union_member_count, register_counts.member_count as register_count
from new_union_member
    join night on new_union_member.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where new_union_member.scope_id like 'federation:%'
    and new_union_member.period_kind = 'calendar_year'
    and new_union_member.new_union_member_count <> coalesce(register_counts.member_count, 0);
