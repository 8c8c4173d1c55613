-- A stretch of days on which an active union covers an enterprise, [valid_from, valid_to): one row per link and union.
-- is_primary: of a kind that makes the enterprise unionised; second coverage is kept apart by is_secondary.
select
    raw_coverage_link.enterprise_id,
    raw_coverage_link.union_id,
    raw_coverage_link.kind in (select kind from primary_kind) as is_primary,
    raw_coverage_link.kind = 'federation_secondary' as is_secondary,
    greatest(raw_coverage_link.valid_from, stg_union.valid_from) as valid_from,
    least(coalesce(raw_coverage_link.valid_to, 'infinity'::date), stg_union.valid_to) as valid_to
from raw_coverage_link
    join stg_union using (union_id)
    cross join night
where greatest(raw_coverage_link.valid_from, stg_union.valid_from)
    < least(coalesce(raw_coverage_link.valid_to, 'infinity'::date), stg_union.valid_to)
    and raw_coverage_link.valid_from <= night.as_of
order by enterprise_id, union_id, valid_from
