-- People who became members in a scope in a period: new_member_count: their first joining that is a valid record, on or
-- after period_start. They count in the place of the enterprise on that day, or in its first place when they joined before.
select
    stg_enterprise_period.region_code,
    stg_enterprise_period.park_code,
    stg_enterprise_period.industry_section,
    stg_enterprise_period.unit_type_code,
    stg_enterprise_period.ownership,
    joinings.joined_on as happened_on,
    count(*) as new_member_count
from (
        select stg_new_member.*, greatest(stg_new_member.joined_on, stg_settlement.settled_on) as placed_on
        from stg_new_member
            join stg_settlement using (enterprise_id)
    ) as joinings
    asof join stg_enterprise_period
        on stg_enterprise_period.enterprise_id = joinings.enterprise_id
            and stg_enterprise_period.valid_from <= joinings.placed_on
group by all
