-- Female workers of an enterprise from one observation that states them until the next, [valid_from, valid_to): one row
-- per enterprise_id and valid_from. Of several observations on one day, the best source that states them counts.
with best_observations as (
    select
        raw_headcount_observation.enterprise_id,
        raw_headcount_observation.observed_on,
        arg_min(raw_headcount_observation.female_count, source_rank.rank) as female_count
    from raw_headcount_observation
        join source_rank using (source)
        cross join night
    where raw_headcount_observation.observed_on <= night.as_of
        and raw_headcount_observation.female_count is not null
    group by all
)

select
    enterprise_id,
    observed_on as valid_from,
    coalesce(lead(observed_on) over (partition by enterprise_id order by observed_on), 'infinity'::date) as valid_to,
    female_count
from best_observations
order by enterprise_id, valid_from
