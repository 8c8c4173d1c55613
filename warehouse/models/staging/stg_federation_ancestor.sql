-- A federation and one above it: one row per federation_code and ancestor_code, itself included (depth 0).
with recursive climb as (
    select federation_code, federation_code as ancestor_code, 0 as depth
    from raw_federation
    union all
    select climb.federation_code, raw_federation.parent_code, climb.depth + 1
    from climb
        join raw_federation on raw_federation.federation_code = climb.ancestor_code
    where raw_federation.parent_code is not null and climb.depth < 20
)

select federation_code, ancestor_code, depth
from climb
order by federation_code, depth
