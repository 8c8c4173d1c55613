import { defaultRules } from '@union/warehouse/rules.ts';
import { type RawBuilder, sql } from 'kysely';
import { federationsWithin, regionsWithin } from '../registers/region-tree.ts';

/** The condition that `trade_union` is active on a day: approved, not dissolved, its term not lapsed beyond the grace period. */
export function unionIsActive(day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(trade_union.approved_on <= ${day} and (trade_union.dissolved_on is null or trade_union.dissolved_on > ${day})
    and (trade_union.term_ends_on is null
      or trade_union.term_ends_on + make_interval(months => ${defaultRules.termGraceMonths}::integer) > ${day}))`;
}

/** The condition that a row's region lies in a region. Retired regions count in the one they became. */
function inRegion(column: RawBuilder<unknown>, code: string): RawBuilder<unknown> {
  const codes = regionsWithin(sql<string>`${code}`);
  return sql`${column} in (
    select region_code from region
    where region_code in ${codes} or (cardinality(successor_codes) = 1 and successor_codes[1] in ${codes}))`;
}

/** The condition that an enterprise's `period` lies in a scope, as its figures count it. */
export function enterpriseWithin(scopeId: string): RawBuilder<unknown> {
  const [kind, code = ''] = scopeId.split(':');
  if (kind === 'park') return sql`period.park_code = ${code}`;
  if (kind === 'region') return inRegion(sql`period.region_code`, code);
  // The federation of a place is the one whose region is the deepest that holds it; it and all below count here.
  return sql`(
    with recursive climb (region_code, parent_code, depth) as (
      select region.region_code, coalesce(region.parent_code, region.successor_codes[1]), 0
      from region where region.region_code = period.region_code
      union all
      select region.region_code, region.parent_code, climb.depth + 1
      from climb join region on region.region_code = climb.parent_code
    )
    select federation.federation_code
    from climb join federation using (region_code)
    where federation.level <> 'industry'
    order by climb.depth, federation.federation_code
    limit 1
  ) in ${federationsWithin(sql<string>`${code}`)}`;
}

/**
 * The condition that a row with a region and a federation of its own lies in a scope, as figures count it.
 * @param park the row's park; null: it lies in none.
 */
export function ownWithin(
  scopeId: string,
  { region, federation, park }: Record<'region' | 'federation', RawBuilder<unknown>> & { park: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const [kind, code = ''] = scopeId.split(':');
  if (kind === 'park') return sql`${park} = ${code}`;
  if (kind === 'region') return inRegion(region, code);
  return sql`${federation} in ${federationsWithin(sql<string>`${code}`)}`;
}
