import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import type { ProblemCode } from '../problems/rules.ts';
import {
  aggregateReturn,
  checkIn,
  lightBand,
  lightRule,
  target,
  targetMilestone,
} from '../sheets/returns-and-targets.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, daysInOrder, partOf, register, rowCheck } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';
import { scopeUnknown } from './scopes.ts';

export const aggregateReturns = register(aggregateReturn, {
  checks: [
    rowCheck(
      'aggregate_return',
      'EXACTLY_ONE',
      'park_code',
      'num_nonnulls(s.park_code, s.region_code) <> 1',
      {},
      columnNames(aggregateReturn, ['park_code', 'region_code']),
    ),
    partOf(aggregateReturn, 'covered_count', 'enterprise_count'),
    rowCheck('aggregate_return', 'MEMBERS_ABOVE_WORKERS', 'member_count', 's.member_count > s.worker_count', {
      members: 's.member_count',
      workers: 's.worker_count',
    }),
  ],
});

export const lightRules = register(lightRule);

export const lightBands = register(lightBand, {
  defaults: { applies_to: "'any'", from_included: 'true', to_included: 'true' },
  checks: [
    rowCheck(
      'light_band',
      'BAND_EMPTY',
      'to_bp',
      's.to_bp < s.from_bp or (s.to_bp = s.from_bp and not (coalesce(s.from_included, true) and coalesce(s.to_included, true)))',
      { from: 's.from_bp' },
    ),
  ],
});

/** The ids of metrics as a list of SQL literals. */
function metricsThat(hold: (metric: Metric) => boolean): string {
  return ["''", ...catalogue.filter(hold).map(({ id }) => `'${id}'`)].join(', ');
}

export const targets = register(target, {
  defaults: { calendar_method: "'day'", is_inherited: 'true' },
  checks: [
    scopeUnknown('target'),
    daysInOrder(target, 'starts_on', 'ends_on'),
    ...['target_value', 'baseline_value'].map((column) =>
      rowCheck(
        'target',
        'TARGET_NOT_SHARE',
        column,
        `s.${column} > 1 and s.metric_id in (${metricsThat(({ unit }) => unit === 'share')})`,
      ),
    ),
    ...['target_value', 'baseline_value'].map((column) =>
      rowCheck(
        'target',
        'TARGET_NOT_WHOLE',
        column,
        `s.${column} <> trunc(s.${column}) and s.metric_id in (${metricsThat(({ shape }) => shape === 'count')})`,
      ),
    ),
    rowCheck(
      'target',
      'TARGET_DIRECTION',
      'comparison',
      `(s.comparison in ('>', '>=') and s.metric_id in (${metricsThat(({ better }) => better === 'lower')}))
        or (s.comparison in ('<', '<=') and s.metric_id in (${metricsThat(({ better }) => better === 'higher')}))`,
    ),
    rowCheck(
      'target',
      'TARGET_OUT_OF_REACH',
      'target_value',
      `(s.comparison = '<' and s.target_value = 0)
        or (s.comparison = '>' and s.target_value = 1 and s.metric_id in (${metricsThat(({ unit }) => unit === 'share')}))`,
    ),
    rowCheck('target', 'SUPERSEDES_ITSELF', 'supersedes_code', 's.supersedes_code = s.target_code'),
  ],
});

/** A value, of a milestone or a promise, that its target's metric cannot have. */
function valueCheck(
  sheet: 'target_milestone' | 'check_in',
  code: ProblemCode,
  column: string,
  condition: string,
): Check {
  return {
    code,
    column,
    query: (staged) => `
      select s.row_no, s.${column}::text as value
      from ${stageTable(sheet)} s
        join (${rowsToBe('target', 'target_code', ['metric_id'], staged)}) target using (target_code)
      where ${condition}`,
  };
}

const isNoShare = (column: string) =>
  `s.${column} > 1 and target.metric_id in (${metricsThat(({ unit }) => unit === 'share')})`;
const isNotWhole = (column: string) =>
  `s.${column} <> trunc(s.${column}) and target.metric_id in (${metricsThat(({ shape }) => shape === 'count')})`;

export const targetMilestones = register(targetMilestone, {
  checks: [
    valueCheck('target_milestone', 'TARGET_NOT_SHARE', 'value', isNoShare('value')),
    valueCheck('target_milestone', 'TARGET_NOT_WHOLE', 'value', isNotWhole('value')),
  ],
});

export const checkIns = register(checkIn, {
  checks: [
    scopeUnknown('check_in'),
    daysInOrder(checkIn, 'made_on', 'due_on'),
    valueCheck('check_in', 'TARGET_NOT_SHARE', 'promised_value', isNoShare('promised_value')),
    valueCheck('check_in', 'TARGET_NOT_WHOLE', 'promised_value', isNotWhole('promised_value')),
  ],
});
