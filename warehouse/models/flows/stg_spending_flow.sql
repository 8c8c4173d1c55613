-- Spending of a scope under one frontline rule; transfers to a holder inside the scope, which spends them again, are also in
-- eliminated_cents and nowhere else. All amounts are hundredths of a yuan.
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
)

select
    scope_id,
    rule_code,
    month_start,
    sum(amount_cents)::bigint as gross_spending_cents,
    coalesce(sum(amount_cents) filter (where is_eliminated), 0)::bigint as eliminated_cents,
    coalesce(sum(amount_cents) filter (
        where not is_eliminated and counts_as <> 'spending_only' and beneficiary_class <> 'cadre'
    ), 0)::bigint as direct_cents,
    coalesce(sum(amount_cents) filter (
        where not is_eliminated
            and (
                (counts_as = 'direct' and beneficiary_class = 'frontline')
                or (counts_as = 'hardship_or_warmth' and beneficiary_class <> 'cadre')
            )
    ), 0)::bigint as frontline_direct_cents,
    coalesce(sum(amount_cents) filter (
        where not is_eliminated and beneficiary_class = 'unclassified'
    ), 0)::bigint as unclassified_cents
from scope_lines
group by scope_id, rule_code, month_start
