-- The lights of a rule: one row per light_rule_code and band_no. Ends are in hundredths of a point (of a rate, or of the
-- target for a count) or of a per cent of the path, negative when behind; null: without end. The first band that holds a
-- gap and applies to the scope counts; a gap that none holds is undefined. red_after_months: below the path at so many month
-- ends in a row gives the red light; talk_after_yellows: so many month ends with a yellow one call for talks; null: not.
select
    raw_light_rule.light_rule_code,
    raw_light_rule.name_zh,
    raw_light_rule.name_en,
    raw_light_rule.measure,
    raw_light_rule.federation_code,
    raw_light_rule.source,
    raw_light_rule.note,
    raw_light_rule.red_after_months,
    raw_light_rule.talk_after_yellows,
    raw_light_band.* exclude (light_rule_code)
from raw_light_rule
    join raw_light_band using (light_rule_code)
order by light_rule_code, band_no
