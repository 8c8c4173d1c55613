-- Union spending of a scope in a period and what of it reached workers, under one frontline rule: one row per as_of,
-- period_kind, scope_id and rule_code, once the scope has spent. All amounts are hundredths of a yuan.
-- gross_spending: all spending lines; eliminated: transfers to a holder inside the scope, which spends them again;
-- spending: gross less eliminated; direct: for workers, lines tagged cadre taken out; frontline_direct: direct and tagged
-- frontline, or hardship and warmth not tagged cadre; unclassified: spending without a beneficiary class.
with holder_scopes as (
    select places.region_code, places.federation_code, scopes.scope_id
    from (
        select region_code, federation_code from stg_spending
        union
        select counterparty_region_code, counterparty_federation_code
        from stg_spending
        where counterparty_region_code is not null
    ) as places
        cross join lateral (
            select scope_id from stg_region_scope where stg_region_scope.region_code = places.region_code
            union all
            select scope_id from stg_federation_scope where stg_federation_scope.federation_code = places.federation_code
        ) as scopes
),

scope_lines as (
    select
        holder_scopes.scope_id,
        stg_account_treatment.rule_code,
        stg_spending.month_start,
        stg_spending.amount_cents,
        inside.scope_id is not null as is_eliminated,
        stg_account_treatment.counts_as,
        stg_spending.beneficiary_class
    from stg_spending
        join stg_account_treatment using (chart_code, account_code)
        join holder_scopes
            on holder_scopes.region_code = stg_spending.region_code
                and holder_scopes.federation_code = stg_spending.federation_code
        left join holder_scopes as inside
            on inside.region_code = stg_spending.counterparty_region_code
                and inside.federation_code = stg_spending.counterparty_federation_code
                and inside.scope_id = holder_scopes.scope_id
),

months as (
    select
        scope_id,
        rule_code,
        month_start,
        sum(amount_cents) as gross_spending_cents,
        sum(amount_cents) filter (where is_eliminated) as eliminated_cents,
        sum(amount_cents) filter (
            where not is_eliminated and counts_as <> 'spending_only' and beneficiary_class <> 'cadre'
        ) as direct_cents,
        sum(amount_cents) filter (
            where not is_eliminated
                and (
                    (counts_as = 'direct' and beneficiary_class = 'frontline')
                    or (counts_as = 'hardship_or_warmth' and beneficiary_class <> 'cadre')
                )
        ) as frontline_direct_cents,
        sum(amount_cents) filter (where not is_eliminated and beneficiary_class = 'unclassified') as unclassified_cents
    from scope_lines
    group by scope_id, rule_code, month_start
),

cells as (
    select first_months.scope_id, first_months.rule_code, stg_period.*
    from (select scope_id, rule_code, min(month_start) as month_start from months group by all) as first_months
        join raw_frontline_rule using (rule_code)
        join stg_period
            on stg_period.month_start >= first_months.month_start
                -- A rule is applied to whole periods: the one in force when the period ends.
                and stg_period.as_of >= raw_frontline_rule.valid_from
                and (raw_frontline_rule.valid_to is null or stg_period.as_of < raw_frontline_rule.valid_to)
)

select
    cells.as_of,
    cells.period_kind,
    cells.period_start,
    cells.scope_id,
    cells.rule_code,
    coalesce(sum(months.gross_spending_cents), 0)::bigint as gross_spending_cents,
    coalesce(sum(months.eliminated_cents), 0)::bigint as eliminated_cents,
    (coalesce(sum(months.gross_spending_cents), 0) - coalesce(sum(months.eliminated_cents), 0))::bigint as spending_cents,
    coalesce(sum(months.direct_cents), 0)::bigint as direct_cents,
    coalesce(sum(months.frontline_direct_cents), 0)::bigint as frontline_direct_cents,
    coalesce(sum(months.unclassified_cents), 0)::bigint as unclassified_cents
from cells
    left join months
        on months.scope_id = cells.scope_id
            and months.rule_code = cells.rule_code
            and months.month_start between cells.period_start and cells.month_start
group by cells.as_of, cells.period_kind, cells.period_start, cells.scope_id, cells.rule_code
order by scope_id, rule_code, period_kind, as_of
