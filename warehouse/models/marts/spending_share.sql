-- Union spending of a scope in a period and what of it reached workers, under one frontline rule: one row per scope_id,
-- rule_code, period_kind and valid_from, once the scope has spent. All amounts are hundredths of a yuan.
-- gross_spending: all spending lines; eliminated: transfers to a holder inside the scope, which spends them again;
-- spending: gross less eliminated; direct: for workers, lines tagged cadre taken out; frontline_direct: direct and tagged
-- frontline, or hardship and warmth not tagged cadre; unclassified: spending without a beneficiary class.
select
    stg_spending_flow.* exclude (gross_spending_cents, eliminated_cents, direct_cents, frontline_direct_cents, unclassified_cents),
    gross_spending_cents,
    eliminated_cents,
    gross_spending_cents - eliminated_cents as spending_cents,
    direct_cents,
    frontline_direct_cents,
    unclassified_cents
from stg_spending_flow
    join raw_frontline_rule using (rule_code)
-- A rule is applied to whole periods: the one in force when the period ends.
where stg_spending_flow.valid_from >= raw_frontline_rule.valid_from
    and (raw_frontline_rule.valid_to is null or stg_spending_flow.valid_from < raw_frontline_rule.valid_to)
order by scope_id, rule_code, period_kind, stg_spending_flow.valid_from
