-- Active unions of parks and their chairs: park_union_count: of organisation type park; chair_known_count: of these, whose
-- chair's kind is registered; professional_chair_count: of these, full-time or hired for the task. The register keeps no
-- history of chairs: tonight's stands for every day.
select
    region_code,
    park_code,
    federation_code,
    valid_from,
    valid_to,
    1 as park_union_count,
    (chair_kind is not null)::integer as chair_known_count,
    coalesce(chair_kind in ('full_time', 'hired'), false)::integer as professional_chair_count
from stg_union
where org_type = 'park'
