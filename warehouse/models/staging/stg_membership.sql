-- Members of an enterprise as reported, from one report until the next or until its real-name register is complete,
-- [valid_from, valid_to): one row per enterprise_id and valid_from. Of several reports on one day, the best source counts.
with best_observations as (
    select
        raw_membership_observation.enterprise_id,
        raw_membership_observation.observed_on,
        arg_min(raw_membership_observation.member_count, source_rank.rank) as member_count
    from raw_membership_observation
        join source_rank using (source)
        cross join night
    where raw_membership_observation.observed_on <= night.as_of
    group by all
),

stretches as (
    select
        best_observations.enterprise_id,
        best_observations.observed_on as valid_from,
        least(
            coalesce(
                lead(best_observations.observed_on) over (
                    partition by best_observations.enterprise_id order by best_observations.observed_on
                ),
                'infinity'::date
            ),
            coalesce(raw_enterprise.members_registered_on, 'infinity'::date)
        ) as valid_to,
        best_observations.member_count
    from best_observations
        join raw_enterprise using (enterprise_id)
)

select enterprise_id, valid_from, valid_to, member_count
from stretches
where valid_from < valid_to
order by enterprise_id, valid_from
