-- Where the path of a target bends: one row per target_code and due_on, within its period. value: in the unit of the target.
select
    stg_target.target_code,
    raw_target_milestone.due_on,
    raw_target_milestone.value_ppm,
    raw_target_milestone.value_ppm / 1000000 as value
from stg_target
    join raw_target_milestone using (target_code)
where raw_target_milestone.due_on >= stg_target.starts_on and raw_target_milestone.due_on < stg_target.ends_on
order by stg_target.target_code, raw_target_milestone.due_on
