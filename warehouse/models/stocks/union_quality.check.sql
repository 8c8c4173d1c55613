-- block: every part is some of its whole
select scope_id, valid_from from union_quality
where not (0 <= shell_zombie_count and shell_zombie_count <= checked_union_count and checked_union_count <= active_union_count)
    or not (0 <= full_time_chair_count and full_time_chair_count <= chair_known_count and chair_known_count <= active_union_count)
    or certificate_count not between 0 and active_union_count;

-- block: the headline of every federation is the count of the register itself
with register_counts as (
    select
        'federation:' || ancestor_code as scope_id,
        count(*) as active_union_count,
        count(*) filter (where certificate_issued_on <= night.as_of) as certificate_count,
        count(*) filter (where chair_kind = 'full_time') as full_time_chair_count,
        count(*) filter (where (
            select arg_max(
                result in ('shell', 'zombie') and (rectified_on is null or rectified_on > night.as_of), checked_on
            )
            from raw_census_finding
            where raw_census_finding.union_id = raw_trade_union.union_id and checked_on <= night.as_of
        )) as shell_zombie_count
    from raw_trade_union
        join stg_federation_ancestor using (federation_code)
        cross join night
    where raw_trade_union.approved_on <= night.as_of
        and (raw_trade_union.dissolved_on is null or raw_trade_union.dissolved_on > night.as_of)
        and (
            raw_trade_union.term_ends_on is null
            or raw_trade_union.term_ends_on + to_months(night.term_grace_months) > night.as_of
        )
    group by ancestor_code
)
select union_quality.scope_id, union_quality.active_union_count, register_counts.active_union_count as register_count
from union_quality
    join night on union_quality.valid_to = night.as_of + 1
    left join register_counts using (scope_id)
where union_quality.scope_id like 'federation:%'
    and (
        union_quality.active_union_count <> coalesce(register_counts.active_union_count, 0)
        or union_quality.certificate_count <> coalesce(register_counts.certificate_count, 0)
        or union_quality.full_time_chair_count <> coalesce(register_counts.full_time_chair_count, 0)
        or union_quality.shell_zombie_count <> coalesce(register_counts.shell_zombie_count, 0)
    );
