-- What spending on an account counts as under a frontline rule: one row per rule_code, chart_code and account_code.
-- The longest account of the rule that begins the account's code decides; without one it is spending and no more.
select
    raw_frontline_rule.rule_code,
    raw_ledger_account.chart_code,
    raw_ledger_account.account_code,
    coalesce(
        arg_max(raw_frontline_rule_account.counts_as, length(raw_frontline_rule_account.account_code)),
        'spending_only'
    ) as counts_as
from raw_ledger_account
    cross join raw_frontline_rule
    left join raw_frontline_rule_account
        on raw_frontline_rule_account.rule_code = raw_frontline_rule.rule_code
            and raw_frontline_rule_account.chart_code = raw_ledger_account.chart_code
            and starts_with(raw_ledger_account.account_code, raw_frontline_rule_account.account_code)
where raw_ledger_account.side = 'spending'
group by raw_frontline_rule.rule_code, raw_ledger_account.chart_code, raw_ledger_account.account_code
order by rule_code, chart_code, account_code
