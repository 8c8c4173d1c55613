-- A stretch of days on which a census holds a union for a shell or a zombie, [valid_from, valid_to): one row per
-- union_id and valid_from. It ends when rectified, or with the next finding about the union.
with findings as (
    select
        raw_census_finding.union_id,
        raw_census_finding.result,
        raw_census_finding.checked_on as valid_from,
        least(
            coalesce(raw_census_finding.rectified_on, 'infinity'::date),
            coalesce(
                lead(raw_census_finding.checked_on) over (
                    partition by raw_census_finding.union_id order by raw_census_finding.checked_on
                ),
                'infinity'::date
            )
        ) as valid_to
    from raw_census_finding cross join night
    where raw_census_finding.checked_on <= night.as_of
)

select union_id, valid_from, valid_to
from findings
where result in ('shell', 'zombie') and valid_from < valid_to
order by union_id, valid_from
