import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { PeriodNotAvailable } from '../errors.ts';
import type { Scope } from '../scope/scope-tree.ts';

export const periodKinds = ['day', 'month', 'calendar_year', 'union_year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A state that the warehouse gives; that no row exists is said here, as `not_reported`. */
export type FigureState = 'reported' | 'zero' | 'suppressed' | 'not_applicable' | 'not_reported';

/** A row of a `figure_<metric>` view, on one of the days on which it stands. */
export type FigureRow = {
  scope_id: string;
  /** The day asked, or the latest one known before it. */
  as_of: string;
  definition_version: number;
  period_kind: PeriodKind;
  /** First day of the period; null for a stock. */
  period_start: string | null;
  rule_code: string | null;
  numerator: number | null;
  denominator: number | null;
  /** numerator / denominator; null unless reported or zero. */
  value: number | null;
  state: Exclude<FigureState, 'not_reported'>;
  unclassified: number | null;
  source: 'register' | 'return' | 'mixed' | null;
};

/** One figure: of a metric, a scope and a period, on the latest day that is not after the day asked. */
export type FigureKey = {
  readonly metricId: string;
  readonly scopeId: string;
  readonly period: PeriodKind;
  /** The day asked; undefined: the latest there is. */
  readonly asOf: string | undefined;
};

/** A figure with what it is a figure of. `row` is undefined when nothing was reported by the day asked. */
export type Figure = {
  readonly metric: Metric;
  readonly scope: Scope;
  readonly period: PeriodKind;
  readonly asked: string | undefined;
  readonly row: FigureRow | undefined;
};

/** Columns of a figure view, in the order of `FigureRow`, without the day. */
export const figureColumns =
  'scope_id, definition_version, period_kind, period_start, rule_code, numerator, denominator, value, state, unclassified, source';

/**
 * The period that a metric is asked for: a stock knows only its day; a flow is to date in the calendar year unless
 * another is named. @throws PeriodNotAvailable
 */
export function periodOf(metric: Metric, asked: PeriodKind | null | undefined): PeriodKind {
  const period = asked ?? (metric.time === 'stock' ? 'day' : 'calendar_year');
  if ((metric.time === 'stock') !== (period === 'day')) throw new PeriodNotAvailable(metric.id, metric.time);
  return period;
}

/**
 * The rows of many figures by one statement; undefined where a scope has nothing by the day asked.
 * Where several frontline rules give a figure, the one whose code sorts last is meant, the newest where they are numbered.
 */
export async function findFigureRows(
  publication: Publication,
  keys: readonly FigureKey[],
): Promise<(FigureRow | undefined)[]> {
  if (keys.length === 0) return [];
  const parameters: string[] = [];
  const parameter = (value: string) => `$${parameters.push(value)}`;
  const groups = Map.groupBy(keys, ({ metricId, period, asOf }) => JSON.stringify([metricId, period, asOf ?? null]));
  const selects = [...groups].map(([group, members]) => {
    const { metricId, period, asOf } = members[0] as FigureKey;
    const scopes = [...new Set(members.map((key) => key.scopeId))].map(parameter);
    const latest = publication.manifest.asOf;
    const day = `${parameter(asOf === undefined || asOf > latest ? latest : asOf)}::date`;
    return `(select ${parameter(group)} as asked, if(grain = 'month', valid_from, ${day}) as as_of, ${figureColumns}
      from ${viewOf(metricId)}
      where period_kind = ${parameter(period)} and segment = 'all' and scope_id in (${scopes.join(', ')})
        and valid_from <= ${day} and valid_to > ${day}
      qualify row_number() over (partition by scope_id order by rule_code desc) = 1)`;
  });
  const rows = await publication.query<FigureRow & { asked: string }>(selects.join(' union all '), parameters);
  const found = new Map(rows.map(({ asked, ...row }) => [`${asked} ${row.scope_id}`, row]));
  return keys.map(({ metricId, period, asOf, scopeId }) =>
    found.get(`${JSON.stringify([metricId, period, asOf ?? null])} ${scopeId}`),
  );
}

/** The view of a metric's figures. The id is one of the catalogue, never text of a caller. */
export function viewOf(metricId: string): string {
  return `figure_${metricId}`;
}
