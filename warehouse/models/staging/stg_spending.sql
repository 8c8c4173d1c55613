-- Spending of one kind in one month: one row per holder place, counterparty place, account, beneficiary class and month.
-- A holder is a union or a federation; its place is its region and its federation. Income lines are left out.
with places as (
    select 'union:' || union_id as holder, region_code, federation_code from raw_trade_union
    union all
    select 'federation:' || federation_code, region_code, federation_code from raw_federation
)

select
    date_trunc('month', raw_ledger_line.posted_on)::date as month_start,
    holder_alias.current_code as region_code,
    holder_place.federation_code,
    counterparty_alias.current_code as counterparty_region_code,
    counterparty_place.federation_code as counterparty_federation_code,
    raw_ledger_line.chart_code,
    raw_ledger_line.account_code,
    raw_ledger_line.beneficiary_class,
    sum(raw_ledger_line.amount_cents)::bigint as amount_cents
from raw_ledger_line
    join raw_ledger_account using (chart_code, account_code)
    join places as holder_place
        on holder_place.holder
            = coalesce('union:' || raw_ledger_line.union_id, 'federation:' || raw_ledger_line.federation_code)
    join stg_region_alias as holder_alias on holder_alias.region_code = holder_place.region_code
    left join places as counterparty_place
        on counterparty_place.holder
            = coalesce(
                'union:' || raw_ledger_line.counterparty_union_id,
                'federation:' || raw_ledger_line.counterparty_federation_code
            )
    left join stg_region_alias as counterparty_alias on counterparty_alias.region_code = counterparty_place.region_code
    cross join night
where raw_ledger_account.side = 'spending' and raw_ledger_line.posted_on <= night.as_of
group by all
