-- block: independent unions are some of the new ones
select scope_id, period_kind, valid_from from new_union
where not (0 <= independent_count and independent_count <= new_union_count);

-- block: the organisation types add up to the new unions
select scope_id, period_kind, valid_from from new_union
where independent_count + joint_count + regional_count + industry_count + federation_count + park_count + township_count
    <> new_union_count;

-- block: years to date of every federation are the count of the register itself
with register_counts as (
    select
        new_union.scope_id,
        new_union.period_kind,
        count(*) as new_union_count,
        count(*) filter (where raw_trade_union.org_type = 'single') as independent_count,
        count(*) filter (where raw_trade_union.org_type = 'joint') as joint_count
    from new_union
        join night on new_union.valid_to = night.as_of + 1
        join stg_federation_ancestor on new_union.scope_id = 'federation:' || stg_federation_ancestor.ancestor_code
        join raw_trade_union
            on raw_trade_union.federation_code = stg_federation_ancestor.federation_code
                and raw_trade_union.approved_on between new_union.period_start and night.as_of
    group by all
)
select new_union.scope_id, new_union.period_kind, new_union.new_union_count, register_counts.new_union_count as register_count
from new_union
    join night on new_union.valid_to = night.as_of + 1
    left join register_counts using (scope_id, period_kind)
where new_union.scope_id like 'federation:%'
    and (
        new_union.new_union_count <> coalesce(register_counts.new_union_count, 0)
        or new_union.independent_count <> coalesce(register_counts.independent_count, 0)
        or new_union.joint_count <> coalesce(register_counts.joint_count, 0)
    );
