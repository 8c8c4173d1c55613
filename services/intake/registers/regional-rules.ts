import { type RegionalRuleKind, regionalRuleDefaults } from '@union/schema/registers/kinds.ts';

/**
 * SQL for the value of a rule in a place on a day: of the nearest place at or above it that has one, or the platform's
 * default; null where there is no such limit.
 * @param region, day SQL expressions.
 */
export function ruleOfPlace(kind: RegionalRuleKind, region: string, day: string): string {
  return `coalesce((
    with recursive above as (
      select region_code, parent_code, 0 as depth from region where region.region_code = ${region}
      union all
      select region.region_code, region.parent_code, above.depth + 1 from region join above on region.region_code = above.parent_code
    )
    select rule.value from above join regional_rule rule using (region_code)
    where rule.kind = '${kind}' and rule.valid_from <= ${day} and (rule.valid_to is null or rule.valid_to > ${day})
    order by above.depth limit 1
  ), ${regionalRuleDefaults[kind] ?? 'null'})`;
}
