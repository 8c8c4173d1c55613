-- Active unions of a scope and those that a pair holds on the day: paired_union_count: unions on either side of a pair in
-- [starts_on, ends_on), once however many pairs they are in; active_union_count: all active unions. A union counts in its
-- own region, park and federations, whoever its partner is.
with sides as (
    select union_id, starts_on, ends_on from raw_union_pairing
    union all
    select partner_union_id, starts_on, ends_on from raw_union_pairing where partner_union_id is not null
),

side_moves as (
    select union_id, starts_on as day, 1 as pairs from sides
    union all
    select union_id, ends_on, -1 from sides where ends_on is not null
),

pair_states as (
    select
        union_id,
        day as valid_from,
        lead(day, 1, 'infinity'::date) over sweep as valid_to,
        sum(sum(pairs)) over sweep > 0 as is_paired
    from side_moves
    group by union_id, day
    window sweep as (partition by union_id order by day)
)

select region_code, park_code, federation_code, valid_from, valid_to, 0 as paired_union_count, 1 as active_union_count
from stg_union
union all by name
select
    stg_union.region_code,
    stg_union.park_code,
    stg_union.federation_code,
    greatest(stg_union.valid_from, pair_states.valid_from) as valid_from,
    least(stg_union.valid_to, pair_states.valid_to) as valid_to,
    1 as paired_union_count
from pair_states
    join stg_union using (union_id)
where pair_states.is_paired
