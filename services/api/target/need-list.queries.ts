import type { Codes } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Registers } from '../context.ts';
import { NeedListNotAvailable } from '../errors.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { recordCandidates, unionCandidates } from './need-list-candidates.ts';
import { type EnterpriseCandidates, type Named, needRules, whyNoList } from './need-list-rules.ts';
import { enterpriseWithin, unionIsActive } from './need-list-scope.ts';
import type { TargetStatus } from './target.queries.ts';

/** One enterprise, union or record that a visit could win. Which columns it has depends on what it is. */
export type NeededRow = {
  code: string;
  name: string;
  region_code: string;
  park_code: string | null;
  worker_count: number | null;
  member_count: number | null;
  /** Enterprises that a union covers; null for others. */
  covered_count: number | null;
  /** When a record fell due, or an enterprise settled; null where no day matters. */
  due_on: string | null;
  /** Stars that a union has; null for others and for none. */
  stars: number | null;
  /** How much of what is missing it would bring. */
  gain: number;
  /** Gains up to and with this one, in the order of visits. */
  gained: number;
};

export type NeedList = {
  readonly names: Named;
  readonly need: number;
  /** Visits that close the gap; all there are when they do not. */
  readonly visitCount: number;
  /** What a visit could win at all. */
  readonly candidateCount: number;
  readonly isEnough: boolean;
  readonly rows: readonly NeededRow[];
};

/** The most rows that one list gives. */
export const MAX_NEED_LIST = 1000;

/**
 * What closes a scope's gap with the fewest visits, as the registers are now for the day of the status: those that bring
 * most first; where each brings one, the easiest (in a park, then the largest), for unions those that cover most
 * enterprises, for records those that are due longest. What the viewer does not see is no part of it.
 * @param reach how far the viewer reads the register of the rows.
 * @param most rows at most; the counts are of all.
 * @throws NeedListNotAvailable for metrics whose missing units have no names.
 */
export async function findNeedList(
  { db, abort, reach }: Registers & { reach: 'everything' | Codes },
  { scope, row }: TargetStatus,
  most: number,
): Promise<NeedList> {
  const rule = ruleOfMetric(row.metric_id);
  const { names } = rule;
  const need = row.need ?? 0;
  if (need === 0) return { names, need, visitCount: 0, candidateCount: 0, isEnough: true, rows: [] };
  const asked = { scopeId: scope.id, day: sql`${row.as_of}::date`, reach };
  const source =
    rule.names === 'enterprise'
      ? enterpriseCandidates(rule.candidates as EnterpriseCandidates, asked)
      : rule.names === 'union'
        ? unionCandidates(rule.candidates as never, asked)
        : recordCandidates(rule.candidates as never, asked);
  const { rows } = await sql<NeededRow & { visits: number; candidates: number; all_gains: number }>`
    with candidates as (${source}),
    totals as (
      select *, (sum(gain) over (order by place))::bigint as gained, (sum(gain) over ())::bigint as all_gains,
        (count(*) over ())::integer as candidates
      from candidates
    )
    select code, name, region_code, park_code, worker_count, member_count, covered_count, due_on, stars,
      gain::bigint as gain, gained, all_gains, candidates, (count(*) over ())::integer as visits
    from totals
    where gained - gain < ${need}::bigint
    order by place
    limit ${most}::integer
  `.execute(db, abort);
  const [first] = rows;
  return {
    names,
    need,
    visitCount: first?.visits ?? 0,
    candidateCount: first?.candidates ?? 0,
    isEnough: (first?.all_gains ?? 0) >= need,
    rows,
  };
}

/** The rule by which the missing units of a metric are named. @throws NeedListNotAvailable, MetricNotFound */
export function ruleOfMetric(metricId: string) {
  const rule = needRules[metricId];
  if (!rule) throw new NeedListNotAvailable(metricId, whyNoList(getMetric(metricId)), Object.keys(needRules));
  return rule;
}

/** Which enterprises count, how much each brings and in which order, from `counted` of the query beneath. */
const choices: Readonly<Record<EnterpriseCandidates, { where: string; gain: string; order: string }>> = {
  without_union: { where: 'not is_covered', gain: '1', order: 'park_code is null, worker_count desc nulls last' },
  longest_without_union: { where: 'not is_covered', gain: '1', order: 'due_on' },
  without_working_union: {
    where: 'not is_effective',
    gain: '1',
    order: 'is_covered desc, park_code is null, worker_count desc nulls last',
  },
  without_second_coverage: {
    where: 'is_covered and not is_secondary',
    gain: '1',
    order: 'park_code is null, worker_count desc nulls last',
  },
  workers_outside: { where: 'worker_count > member_count', gain: 'worker_count - member_count', order: 'gain desc' },
  workers_outside_in_unionised: {
    where: 'is_covered and worker_count > member_count',
    gain: 'worker_count - member_count',
    order: 'gain desc',
  },
  without_wage_agreement: {
    where: 'not has_wage',
    gain: '1',
    order: 'is_covered desc, park_code is null, worker_count desc nulls last',
  },
  workers_without_wage_agreement: {
    where: 'not has_wage and worker_count > 0',
    gain: 'worker_count',
    order: 'gain desc',
  },
  large_without_agreement: {
    where: `not has_bargained and worker_count >= ${defaultRules.signingHeadcount}`,
    gain: '1',
    order: 'is_covered desc, worker_count desc',
  },
  without_female_contract: {
    where: 'not has_female_contract',
    gain: '1',
    order: 'is_covered desc, female_count desc nulls last, worker_count desc nulls last',
  },
  women_without_contract: {
    where: 'not has_female_contract and female_count > 0',
    gain: 'female_count',
    order: 'gain desc',
  },
};

type Asked = { scopeId: string; day: RawBuilder<unknown>; reach: 'everything' | Codes };

function enterpriseCandidates(candidates: EnterpriseCandidates, { scopeId, day, reach }: Asked): RawBuilder<unknown> {
  const { where, gain, order } = choices[candidates];
  const sources = sql`${`{${defaultRules.sourceOrder.join(',')}}`}::text[]`;
  const kinds = sql.join(defaultRules.primaryKinds);
  const visible =
    reach === 'everything' ? sql`true` : liesWithin('enterprise', (name) => sql`period.${sql.id(name)}`, bound(reach));
  const countsPersons = candidates.startsWith('workers_outside');
  const linked = (condition: RawBuilder<unknown>) => sql`exists (
    select from coverage_link as link join trade_union using (union_id)
    where link.enterprise_id = active.enterprise_id and link.valid_from <= ${day} and (link.valid_to is null or link.valid_to > ${day})
      and ${unionIsActive(day)} and ${condition})`;
  const under = (kindsOf: string) => sql`exists (
    select from agreement_enterprise join agreement using (agreement_no)
    where agreement_enterprise.enterprise_id = active.enterprise_id and agreement.kind in (${sql.raw(kindsOf)})
      and agreement.signed_on <= ${day} and agreement.valid_from <= ${day} and agreement.expires_on > ${day}
      and (agreement.terminated_on is null or agreement.terminated_on > ${day}))`;
  return sql`
    with active as (
      select enterprise.enterprise_id, enterprise.credit_code, enterprise.members_registered_on,
        period.name, period.region_code, period.park_code,
        (select min(first.valid_from) from enterprise_period as first where first.enterprise_id = period.enterprise_id) as due_on
      from enterprise_period as period join enterprise using (enterprise_id)
      where period.valid_from <= ${day} and (period.valid_to is null or period.valid_to > ${day})
        and ${enterpriseWithin(scopeId)}
        and ${visible}
    ),
    workers as (
      select distinct on (enterprise_id) enterprise_id, worker_count
      from headcount_observation join active using (enterprise_id)
      where observed_on <= ${day}
      order by enterprise_id, observed_on desc, array_position(${sources}, source)
    ),
    women as (
      select distinct on (enterprise_id) enterprise_id, female_count
      from headcount_observation join active using (enterprise_id)
      where observed_on <= ${day} and female_count is not null
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
      where ${countsPersons ? sql`true` : sql`false`}
        and member.validity = 'valid' and member.joined_on <= ${day} and (member.left_on is null or member.left_on > ${day})
        and enterprise.members_registered_on <= ${day}
        and period.valid_from <= ${day} and (period.valid_to is null or period.valid_to > ${day})
        and member.member_key in (select member_key from member join active using (enterprise_id))
      order by member.member_key, member.joined_on desc, member.enterprise_id
    ),
    registered as (select enterprise_id, count(*)::integer as member_count from persons group by enterprise_id),
    counted as (
      select active.*, workers.worker_count, women.female_count,
        coalesce(reported.member_count, registered.member_count, 0) as member_count,
        ${linked(sql`link.kind in (${kinds})`)} as is_covered,
        ${
          candidates === 'without_working_union'
            ? linked(sql`link.kind in (${kinds}) and not exists (
                select from (
                  select distinct on (finding.union_id) finding.result, finding.rectified_on
                  from census_finding as finding
                  where finding.union_id = link.union_id and finding.checked_on <= ${day}
                  order by finding.union_id, finding.checked_on desc
                ) as last_finding
                where last_finding.result in ('shell', 'zombie')
                  and (last_finding.rectified_on is null or last_finding.rectified_on > ${day}))`)
            : sql`true`
        } as is_effective,
        ${candidates === 'without_second_coverage' ? linked(sql`link.kind = 'federation_secondary'`) : sql`true`} as is_secondary,
        ${where.includes('has_wage') ? under(`'wage', 'regional_wage'`) : sql`true`} as has_wage,
        ${where.includes('has_bargained') ? under(`'wage', 'regional_wage', 'collective', 'skill_grade'`) : sql`true`} as has_bargained,
        ${where.includes('has_female') ? under(`'female_special'`) : sql`true`} as has_female_contract
      from active left join workers using (enterprise_id) left join women using (enterprise_id)
        left join reported using (enterprise_id) left join registered using (enterprise_id)
    ),
    gains as (select *, ${sql.raw(gain)} as gain from counted where ${sql.raw(where)})
    select credit_code as code, name, region_code, park_code, worker_count, member_count, null::integer as covered_count,
      due_on, null::integer as stars, gain, row_number() over (order by ${sql.raw(order)}, credit_code) as place
    from gains`;
}
