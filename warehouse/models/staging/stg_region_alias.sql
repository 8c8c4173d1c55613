-- What a region code means today: one row per region_code.
-- A retired code with one successor leads to it, a village to its town; any other code means itself.
with recursive next_step as (
    select
        region_code,
        case
            when retired_on is not null then successor_code
            when level = 'village' then parent_code
        end as next_code
    from raw_region
),

walk as (
    select region_code, region_code as current_code, 0 as steps
    from raw_region
    union all
    select walk.region_code, next_step.next_code, walk.steps + 1
    from walk
        join next_step on next_step.region_code = walk.current_code
    -- Successors form no cycle today; a wrong list must not hang the night.
    where next_step.next_code is not null and walk.steps < 20
)

select region_code, arg_max(current_code, steps) as current_code
from walk
group by region_code
order by region_code
