-- block: one row a scope, rule and period
select scope_id, rule_code, period_kind, valid_from
from spending_share
group by all
having count(*) > 1;

-- block: the spending of the registers and of each tree's top is the same to the cent
with register_sum as (
    select sum(amount_cents) as gross_spending_cents
    from raw_ledger_line
        join raw_ledger_account using (chart_code, account_code)
        cross join night
    where side = 'spending' and posted_on <= night.as_of
        and date_trunc('month', posted_on) = date_trunc('month', night.as_of)
),
tops as (
    select scope.kind, spending_share.rule_code, sum(gross_spending_cents) as gross_spending_cents
    from spending_share
        join night on spending_share.valid_to = night.as_of + 1
        join scope using (scope_id)
    where scope.parent_scope_id is null and spending_share.period_kind = 'month'
    group by scope.kind, spending_share.rule_code
)
select tops.kind, tops.rule_code, tops.gross_spending_cents, register_sum.gross_spending_cents as register_cents
from tops cross join register_sum
where tops.gross_spending_cents <> coalesce(register_sum.gross_spending_cents, 0);

-- warn: a transfer names who received it
select chart_code, account_code, count(*) as lines
from raw_ledger_line
    join raw_ledger_account using (chart_code, account_code)
where is_transfer_down and counterparty_union_id is null and counterparty_federation_code is null
group by all;

-- warn: spending is above zero where money was spent
select scope_id, rule_code, period_kind, valid_from from spending_share where gross_spending_cents > 0 and spending_cents <= 0;
