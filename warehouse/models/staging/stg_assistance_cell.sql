-- Assistance paid in a scope in a period, before disclosure control: one row per as_of, period_kind and scope_id, once the
-- scope has been paid. Nothing outside the build ever reads it. Amounts are hundredths of a yuan, reversals negative.
-- grant_count: payments, reversals left out; household_count: distinct households with a payment or a reversal.
-- direct_*: what belongs to the scope itself and to none beneath it.
with grants as (
    select
        date_trunc('month', raw_assistance_grant.paid_on)::date as month_start,
        raw_assistance_grant.household_id,
        -- Where the paying federation sits: by the household's place the two trees would tell on each other.
        stg_region_alias.current_code as region_code,
        raw_assistance_grant.federation_code,
        raw_assistance_grant.amount_cents,
        raw_assistance_grant.beneficiary_class
    from raw_assistance_grant
        join raw_federation using (federation_code)
        join stg_region_alias using (region_code)
        cross join night
    where raw_assistance_grant.paid_on <= night.as_of
),

scope_grants as (
    select grants.*, stg_region_scope.scope_id, stg_region_scope.scope_id = 'region:' || grants.region_code as is_direct
    from grants
        join stg_region_scope using (region_code)
    union all
    select
        grants.*,
        stg_federation_scope.scope_id,
        stg_federation_scope.scope_id = 'federation:' || grants.federation_code as is_direct
    from grants
        join stg_federation_scope using (federation_code)
),

months as (
    select
        scope_id,
        month_start,
        sum(amount_cents) as paid_cents,
        sum(amount_cents) filter (where beneficiary_class in ('frontline', 'hardship')) as frontline_cents,
        sum(amount_cents) filter (where beneficiary_class = 'unclassified') as unclassified_cents,
        count(*) filter (where amount_cents > 0) as grant_count,
        sum(amount_cents) filter (where is_direct) as direct_paid_cents,
        count(*) filter (where is_direct) as direct_grant_count
    from scope_grants
    group by scope_id, month_start
),

household_months as (
    select distinct scope_id, household_id, is_direct, month_start
    from scope_grants
    where household_id is not null
),

-- A household counts in a period from its first month there: sums of firsts are distinct counts.
household_firsts as (
    select
        household_months.scope_id,
        stg_period.period_kind,
        stg_period.period_start,
        household_months.household_id,
        min(household_months.month_start) as month_start,
        min(household_months.month_start) filter (where household_months.is_direct) as direct_month_start
    from household_months
        join stg_period using (month_start)
    group by all
),

household_counts as (
    select scope_id, period_kind, period_start, month_start, count(*) as households, 0 as direct_households
    from household_firsts
    group by all
    union all
    select scope_id, period_kind, period_start, direct_month_start, 0, count(*)
    from household_firsts
    where direct_month_start is not null
    group by all
),

month_households as (
    select
        scope_id,
        period_kind,
        period_start,
        month_start,
        sum(households) as households,
        sum(direct_households) as direct_households
    from household_counts
    group by all
),

cells as (
    select first_months.scope_id, stg_period.*
    from (select scope_id, min(month_start) as month_start from months group by scope_id) as first_months
        join stg_period on stg_period.month_start >= first_months.month_start
)

select
    cells.as_of,
    cells.period_kind,
    cells.period_start,
    cells.scope_id,
    coalesce(sum(months.paid_cents), 0)::bigint as paid_cents,
    coalesce(sum(months.frontline_cents), 0)::bigint as frontline_cents,
    coalesce(sum(months.unclassified_cents), 0)::bigint as unclassified_cents,
    coalesce(sum(months.grant_count), 0)::bigint as grant_count,
    coalesce(sum(month_households.households), 0)::bigint as household_count,
    coalesce(sum(months.direct_paid_cents), 0)::bigint as direct_paid_cents,
    coalesce(sum(months.direct_grant_count), 0)::bigint as direct_grant_count,
    coalesce(sum(month_households.direct_households), 0)::bigint as direct_household_count
from cells
    left join months
        on months.scope_id = cells.scope_id
            and months.month_start between cells.period_start and cells.month_start
    left join month_households
        on month_households.scope_id = cells.scope_id
            and month_households.period_kind = cells.period_kind
            and month_households.period_start = cells.period_start
            and month_households.month_start = months.month_start
group by cells.as_of, cells.period_kind, cells.period_start, cells.scope_id
order by scope_id, period_kind, as_of
