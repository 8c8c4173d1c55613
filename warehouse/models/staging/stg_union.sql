-- A union and the days on which it is active, [valid_from, valid_to): one row per union_id.
-- Active: approved, not dissolved, and its term not lapsed for longer than the grace period.
select
    raw_trade_union.union_id,
    raw_trade_union.org_type,
    raw_trade_union.federation_code,
    stg_region_alias.current_code as region_code,
    raw_trade_union.park_code,
    raw_trade_union.chair_kind,
    raw_trade_union.certificate_issued_on,
    raw_trade_union.approved_on as valid_from,
    least(
        coalesce(raw_trade_union.dissolved_on, 'infinity'::date),
        coalesce(
            (raw_trade_union.term_ends_on + to_months(night.term_grace_months))::date, 'infinity'::date
        )
    ) as valid_to
from raw_trade_union
    join stg_region_alias using (region_code)
    cross join night
where raw_trade_union.approved_on <= night.as_of
order by raw_trade_union.union_id
