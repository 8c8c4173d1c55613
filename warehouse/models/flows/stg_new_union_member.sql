-- Members of new unions, as they count in the member rate: what the members of an enterprise grew and fell by from the day
-- on which a union covered it, as the first that ever did. of_month_count, of_calendar_year_count, of_union_year_count:
-- where the union was approved in that kind of period; from its start they add up to the members of the day.
with joinings as (
    select
        stg_first_cover.union_id,
        stg_enterprise_state.valid_from as happened_on,
        stg_enterprise_state.member_count as members
    from stg_first_cover
        join stg_enterprise_state
            on stg_enterprise_state.enterprise_id = stg_first_cover.enterprise_id
                and stg_enterprise_state.valid_from >= stg_first_cover.covered_on
    where stg_enterprise_state.is_covered
    union all
    select stg_first_cover.union_id, stg_enterprise_state.valid_to, -stg_enterprise_state.member_count
    from stg_first_cover
        join stg_enterprise_state
            on stg_enterprise_state.enterprise_id = stg_first_cover.enterprise_id
                and stg_enterprise_state.valid_from >= stg_first_cover.covered_on
    where stg_enterprise_state.is_covered and stg_enterprise_state.valid_to < 'infinity'::date
),

union_joinings as (
    select union_id, happened_on, sum(members)::bigint as members
    from joinings
    group by all
),

of_periods as (
    select
        stg_union.region_code,
        stg_union.park_code,
        stg_union.federation_code,
        union_joinings.happened_on,
        if(date_trunc('month', stg_union.valid_from) = date_trunc('month', happened_on), members, 0) as of_month_count,
        if(date_trunc('year', stg_union.valid_from) = date_trunc('year', happened_on), members, 0)
            as of_calendar_year_count,
        if(
            date_trunc('year', stg_union.valid_from + interval 3 month)
            = date_trunc('year', happened_on + interval 3 month),
            members,
            0
        ) as of_union_year_count
    from union_joinings
        join stg_union using (union_id)
    where union_joinings.members <> 0
)

select *, 0 as new_union_count
from of_periods
where of_calendar_year_count <> 0 or of_union_year_count <> 0
-- A new union without a member is in the average as well.
union all by name
select region_code, park_code, federation_code, valid_from as happened_on, 1 as new_union_count
from stg_union
