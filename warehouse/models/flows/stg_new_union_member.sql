-- New members of new unions: who joined for the first time a union approved in the same period, counted when both are so.
-- of_month_count, of_calendar_year_count, of_union_year_count: members of unions that are new in that kind of period.
with joinings as (
    select
        stg_union.region_code,
        stg_union.park_code,
        stg_union.federation_code,
        stg_union.valid_from as approved_on,
        -- Some join before the approval is through.
        greatest(stg_new_member.joined_on, stg_union.valid_from) as happened_on,
        count(*) as members
    from stg_new_member
        join stg_union using (union_id)
    group by all
)

select
    region_code,
    park_code,
    federation_code,
    happened_on,
    0 as new_union_count,
    if(date_trunc('month', approved_on) = date_trunc('month', happened_on), members, 0) as of_month_count,
    if(date_trunc('year', approved_on) = date_trunc('year', happened_on), members, 0) as of_calendar_year_count,
    if(
        date_trunc('year', approved_on + interval 3 month) = date_trunc('year', happened_on + interval 3 month), members, 0
    ) as of_union_year_count
from joinings
-- A new union without a member is in the average as well.
union all by name
select region_code, park_code, federation_code, valid_from as happened_on, 1 as new_union_count
from stg_union
