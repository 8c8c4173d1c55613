-- Agreements of a scope in force, by kind: one row per scope_id, level_key (the kind) and valid_from, days
-- [valid_from, valid_to) without a change; every kind, zeros too.
-- agreement_count: of the kind; in_force_count: of every kind.
select
    agreement_in_force.scope_id,
    agreement_in_force.segment,
    kinds.level_key,
    agreement_in_force.valid_from,
    agreement_in_force.valid_to,
    map {
        'wage': wage_count, 'regional_wage': regional_wage_count, 'collective': collective_count,
        'skill_grade': skill_grade_count, 'female_special': female_special_count
    }[kinds.level_key] as agreement_count,
    agreement_in_force.in_force_count
from agreement_in_force
    cross join (
        values ('wage', 1), ('regional_wage', 2), ('collective', 3), ('skill_grade', 4), ('female_special', 5)
    ) as kinds (level_key, sort_no)
order by agreement_in_force.scope_id, agreement_in_force.valid_from, kinds.sort_no
