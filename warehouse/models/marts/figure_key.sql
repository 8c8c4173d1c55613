-- A rule, scheme or campaign that figures may be of: one row per key (the column of the figure) and code.
-- valid_from: first day on which it holds; valid_to: first day on which it no longer does, null while it does.
select 'rule_code' as key, rule_code as code, name, valid_from, valid_to
from raw_frontline_rule
union all
select 'scheme_code', scheme_code, name, valid_from, valid_to
from raw_rating_scheme
union all
select 'campaign_code', campaign_code, name, starts_on, (ends_on + 1)::date
from raw_campaign
order by key, valid_from, code
