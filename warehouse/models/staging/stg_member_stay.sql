-- A stretch of days on which one person counts as a member of one enterprise, [valid_from, valid_to): one row per
-- member_key and valid_from. Only valid records, only in active enterprises whose real-name register is complete.
-- A person with records in several enterprises or unions counts once, where they joined last.
with countable_records as (
    select
        raw_member.member_key,
        raw_member.enterprise_id,
        raw_member.joined_on,
        greatest(raw_member.joined_on, raw_enterprise.members_registered_on, stg_enterprise_period.valid_from)
            as valid_from,
        least(coalesce(raw_member.left_on, 'infinity'::date), stg_enterprise_period.valid_to) as valid_to
    from raw_member
        join raw_enterprise using (enterprise_id)
        join stg_enterprise_period using (enterprise_id)
        cross join night
    where raw_member.validity = 'valid'
        and raw_enterprise.members_registered_on is not null
        and raw_member.joined_on <= night.as_of
),

records as (
    select *, count(*) over (partition by member_key) as record_count
    from countable_records
    where valid_from < valid_to
),

-- Most people have one record; only the others need their time cut up.
boundaries as (
    select member_key, valid_from as day from records where record_count > 1
    union
    select member_key, valid_to from records where record_count > 1
),

stretches as (
    select member_key, day as valid_from, lead(day) over (partition by member_key order by day) as valid_to
    from boundaries
)

select member_key, enterprise_id, valid_from, valid_to
from records
where record_count = 1
union all
select
    stretches.member_key,
    arg_max(records.enterprise_id, (records.joined_on, -records.enterprise_id)) as enterprise_id,
    stretches.valid_from,
    stretches.valid_to
from stretches
    join records
        on records.member_key = stretches.member_key
            and records.valid_from <= stretches.valid_from
            and records.valid_to > stretches.valid_from
where stretches.valid_to is not null
group by stretches.member_key, stretches.valid_from, stretches.valid_to
