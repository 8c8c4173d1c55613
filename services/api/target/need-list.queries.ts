import type { Codes } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Registers } from '../context.ts';
import { NeedListNotAvailable } from '../errors.ts';
import { federationsWithin, regionsWithin } from '../registers/region-tree.ts';
import type { TargetStatus } from './target.queries.ts';

/** An enterprise that a visit could win. */
export type NeededEnterprise = {
  credit_code: string;
  name: string;
  region_code: string;
  park_code: string | null;
  worker_count: number | null;
  member_count: number | null;
  /** How much of what is missing it would bring: 1 enterprise, or the workers who are no members. */
  gain: number;
  /** Gains up to and with this one, in the order of visits. */
  gained: number;
};

export type NeedList = {
  readonly need: number;
  /** Visits that close the gap; all there are when they do not. */
  readonly visitCount: number;
  /** Enterprises that a visit could win at all. */
  readonly candidateCount: number;
  readonly isEnough: boolean;
  readonly rows: readonly NeededEnterprise[];
};

/** The most enterprises that one list gives. */
export const MAX_NEED_LIST = 1000;

/** Metrics whose gap enterprises can close, and how: by counting one each, or by their workers who are no members. */
const closing: Readonly<Record<string, 'enterprise' | 'members'>> = {
  enterprise_unionisation_rate: 'enterprise',
  member_rate: 'members',
};

/**
 * The enterprises whose visits close a scope's gap soonest, as the registers are now for the day of the status. For the
 * unionisation rate every enterprise counts one, so the easiest come first: in a park, then the largest. For the member
 * rate those with the most workers outside of the union. Enterprises that the viewer does not see are no part of it.
 * @param most rows at most; the counts are of all.
 * @throws NeedListNotAvailable for other metrics.
 */
export async function findNeedList(
  { db, abort, reach }: Registers & { reach: 'everything' | Codes },
  { scope, row }: TargetStatus,
  most: number,
): Promise<NeedList> {
  const by = closing[row.metric_id];
  if (!by) throw new NeedListNotAvailable(row.metric_id, Object.keys(closing));
  const need = row.need ?? 0;
  if (need === 0) return { need, visitCount: 0, candidateCount: 0, isEnough: true, rows: [] };
  const day = sql`${row.as_of}::date`;
  const sources = sql`${`{${defaultRules.sourceOrder.join(',')}}`}::text[]`;
  const kinds = sql.join(defaultRules.primaryKinds);
  const candidates =
    by === 'enterprise'
      ? sql`select *, 1 as gain, row_number() over (order by park_code is null, worker_count desc nulls last, credit_code) as place
          from counted where not is_covered`
      : sql`select *, worker_count - member_count as gain,
            row_number() over (order by worker_count - member_count desc, credit_code) as place
          from counted where worker_count > member_count`;
  const { rows } = await sql<NeededEnterprise & { visits: number; candidates: number; all_gains: number }>`
    with active as (
      select enterprise.enterprise_id, enterprise.credit_code, enterprise.members_registered_on,
        period.name, period.region_code, period.park_code
      from enterprise_period as period join enterprise using (enterprise_id)
      where period.valid_from <= ${day} and (period.valid_to is null or period.valid_to > ${day})
        and ${within(scope.id)}
        and ${reach === 'everything' ? sql`true` : visible(reach)}
    ),
    workers as (
      select distinct on (enterprise_id) enterprise_id, worker_count
      from headcount_observation join active using (enterprise_id)
      where observed_on <= ${day}
      order by enterprise_id, observed_on desc, array_position(${sources}, source)
    ),
    reported as (
      select distinct on (enterprise_id) enterprise_id, member_count
      from membership_observation join active using (enterprise_id)
      where observed_on <= ${day} and (members_registered_on is null or members_registered_on > ${day})
      order by enterprise_id, observed_on desc, array_position(${sources}, source)
    ),
    -- A person counts once, where they joined last.
    persons as (
      select distinct on (member.member_key) member.member_key, member.enterprise_id
      from member
        join enterprise using (enterprise_id)
        join enterprise_period as period using (enterprise_id)
      where ${by === 'members' ? sql`true` : sql`false`}
        and member.validity = 'valid' and member.joined_on <= ${day} and (member.left_on is null or member.left_on > ${day})
        and enterprise.members_registered_on <= ${day}
        and period.valid_from <= ${day} and (period.valid_to is null or period.valid_to > ${day})
        and member.member_key in (select member_key from member join active using (enterprise_id))
      order by member.member_key, member.joined_on desc, member.enterprise_id
    ),
    registered as (select enterprise_id, count(*)::integer as member_count from persons group by enterprise_id),
    counted as (
      select active.*, workers.worker_count,
        coalesce(reported.member_count, registered.member_count, 0) as member_count,
        exists (
          select from coverage_link as link join trade_union using (union_id)
          where link.enterprise_id = active.enterprise_id and link.kind in (${kinds})
            and link.valid_from <= ${day} and (link.valid_to is null or link.valid_to > ${day})
            and approved_on <= ${day} and (dissolved_on is null or dissolved_on > ${day})
            and (term_ends_on is null or term_ends_on + make_interval(months => ${defaultRules.termGraceMonths}::integer) > ${day})
        ) as is_covered
      from active left join workers using (enterprise_id) left join reported using (enterprise_id)
        left join registered using (enterprise_id)
    ),
    candidates as (${candidates}),
    totals as (
      select *, (sum(gain) over (order by place))::bigint as gained, (sum(gain) over ())::bigint as all_gains,
        (count(*) over ())::integer as candidates
      from candidates
    )
    select credit_code, name, region_code, park_code, worker_count, member_count, gain::bigint as gain, gained, all_gains,
      candidates, (count(*) over ())::integer as visits
    from totals
    where gained - gain < ${need}::bigint
    order by place
    limit ${most}::integer
  `.execute(db, abort);
  const [first] = rows;
  return {
    need,
    visitCount: first?.visits ?? 0,
    candidateCount: first?.candidates ?? 0,
    isEnough: (first?.all_gains ?? 0) >= need,
    rows,
  };
}

/** The condition that the enterprise of a period is one that the viewer sees. */
function visible(reach: Codes): RawBuilder<unknown> {
  return liesWithin('enterprise', (name) => sql`period.${sql.id(name)}`, bound(reach));
}

/** The condition that a period lies in a scope, as its figures count it. Retired regions count in the one they became. */
function within(scopeId: string): RawBuilder<unknown> {
  const [kind, code = ''] = scopeId.split(':');
  if (kind === 'park') return sql`period.park_code = ${code}`;
  const inRegions = (codes: RawBuilder<string>) => sql`period.region_code in (
    select region_code from region
    where region_code in ${codes} or (cardinality(successor_codes) = 1 and successor_codes[1] in ${codes}))`;
  if (kind === 'region') return inRegions(regionsWithin(sql<string>`${code}`));
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
