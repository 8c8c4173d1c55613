import { addDays, isMonthEnd } from '@union/schema/calendar.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { WHOLE } from '@union/warehouse/models/facts.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { PeriodNotAvailable } from '../errors.ts';
import { choiceSql, type KeyChoice } from '../figure-key/figure-key.queries.ts';
import type { Scope } from '../scope/scope-tree.ts';

export const periodKinds = ['day', 'month', 'calendar_year', 'union_year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A state that the warehouse gives; that no row exists is said here, as `not_reported`, and that it is closed to who asks, as `restricted`. */
export type FigureState = 'reported' | 'zero' | 'suppressed' | 'not_applicable' | 'not_reported' | 'restricted';

/** A row of a `figure_<metric>` view, on one of the days on which it stands. */
export type FigureRow = {
  scope_id: string;
  /** The day asked, or the latest one known before it. */
  as_of: string;
  definition_version: number;
  period_kind: PeriodKind;
  /** First day of the period; null for a stock. */
  period_start: string | null;
  /** The rule, scheme, campaign and kind that it is of; null for a metric without. */
  rule_code: string | null;
  scheme_code: string | null;
  campaign_code: string | null;
  kind_key: string | null;
  numerator: number | null;
  denominator: number | null;
  /** numerator / denominator, for a count the numerator; null unless reported or zero. */
  value: number | null;
  state: Exclude<FigureState, 'not_reported' | 'restricted'>;
  unclassified: number | null;
  source: 'register' | 'return' | 'mixed' | null;
  /** Some number behind it is stated as about. */
  is_approximate: boolean;
  /** It counts payments of earlier months that became known after those were published. */
  includes_late: boolean;
};

/** One figure: of a metric, a scope and a period, on the latest day that is not after the day asked. */
export type FigureKey = {
  readonly metricId: string;
  readonly scopeId: string;
  readonly period: PeriodKind;
  /** The day asked; undefined: the latest there is. */
  readonly asOf: string | undefined;
  /** The part of the scope; the whole when absent. */
  readonly segment?: string | undefined;
  /** Which rule, scheme, campaign or kind; when absent the metric has no such keys. */
  readonly choice?: KeyChoice | undefined;
};

/** A figure with what it is a figure of. `row` is undefined when nothing was reported by the day asked. */
export type Figure = {
  readonly metric: Metric;
  readonly scope: Scope;
  readonly period: PeriodKind;
  readonly asked: string | undefined;
  /** The part of the scope; the whole when absent. */
  readonly segment?: string | undefined;
  readonly row: FigureRow | undefined;
};

/** Columns of a figure view, in the order of `FigureRow`, without the day and what `flagColumns` gives. */
export const figureColumns =
  'scope_id, definition_version, period_kind, period_start, rule_code, scheme_code, campaign_code, kind_key, numerator, denominator, value, state, unclassified, source';

const flagged = new WeakMap<Publication, Promise<string>>();

/** The columns `is_approximate` and `includes_late` of a publication's figure views; false in one made before there were any. */
export function flagColumns(publication: Publication): Promise<string> {
  const known = flagged.get(publication) ?? findFlagColumns(publication);
  flagged.set(publication, known);
  return known;
}

async function findFlagColumns(publication: Publication): Promise<string> {
  const columns = await publication.query(
    `select column_name from duckdb_columns() where table_name like 'figure%' and column_name = 'is_approximate' limit 1`,
  );
  return columns.length > 0 ? 'is_approximate, includes_late' : 'false as is_approximate, false as includes_late';
}

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
 * The day that a figure speaks of when it is asked for one: the publication's at most, and for a day before those that are
 * kept daily the month end before it.
 */
export function dayOf(publication: Publication, asked: string | null | undefined): string {
  const latest = publication.manifest.asOf;
  if (asked == null || asked > latest) return latest;
  return asked < firstDailyDay(publication) ? lastMonthEnd(asked) : asked;
}

/** The first day from which figures are known day by day; before it they are known at month ends. */
export function firstDailyDay(publication: Publication): string {
  return addDays(publication.manifest.asOf, 1 - publication.manifest.rules.dailyDays);
}

/** Whether figures are known at month ends (and on the publication's day) alone: money by month, and every segment. */
export function isMonthly(metric: Metric, segment: string | undefined): boolean {
  return metric.grain === 'month' || (segment !== undefined && segment !== WHOLE);
}

/** Whether figures speak of months that are over alone, on the publication's day too: those of households. */
export function isOfClosedMonths(metric: Metric | undefined): boolean {
  return metric?.disclosure === 'household';
}

/**
 * The rows of many figures by one statement; undefined where a scope has nothing by the day asked.
 * Where several rules, schemes or campaigns give a figure, the first of the choice speaks.
 */
export async function findFigureRows(
  publication: Publication,
  keys: readonly FigureKey[],
): Promise<(FigureRow | undefined)[]> {
  if (keys.length === 0) return [];
  const parameters: string[] = [];
  const parameter = (value: string) => `$${parameters.push(value)}`;
  const groupOf = ({ metricId, period, asOf, segment, choice }: FigureKey) =>
    JSON.stringify([metricId, period, asOf ?? null, segment ?? WHOLE, choice ?? {}]);
  const groups = Map.groupBy(keys, groupOf);
  const flags = await flagColumns(publication);
  const selects = [...groups].map(([group, members]) => {
    const { metricId, period, asOf, segment = WHOLE, choice = {} } = members[0] as FigureKey;
    const scopes = [...new Set(members.map((key) => key.scopeId))].map(parameter);
    const asked = dayOf(publication, asOf);
    const monthEnd = asked === publication.manifest.asOf ? asked : lastMonthEnd(asked);
    const day = `${parameter(asked)}::date`;
    const known = asked === monthEnd ? day : `if(grain = 'month', ${parameter(monthEnd)}::date, ${day})`;
    const { where, order } = choiceSql(choice, parameter);
    const spokenOf = isOfClosedMonths(findMetric(metricId)) ? 'valid_from' : known;
    return `(select ${parameter(group)} as asked, ${spokenOf} as as_of, ${figureColumns}, ${flags}
      from ${viewOf(metricId)}
      where period_kind = ${parameter(period)} and segment = ${parameter(segment)} and scope_id in (${scopes.join(', ')})
        and valid_from <= ${known} and valid_to > ${known} ${where}
      qualify row_number() over (partition by scope_id order by ${order}) = 1)`;
  });
  const rows = await publication.query<FigureRow & { asked: string }>(selects.join(' union all '), parameters);
  const found = new Map(rows.map(({ asked, ...row }) => [`${asked} ${row.scope_id}`, row]));
  return keys.map((key) => found.get(`${groupOf(key)} ${key.scopeId}`));
}

/** The last day of a month that is not after `day`. */
export function lastMonthEnd(day: string): string {
  return isMonthEnd(day) ? day : addDays(`${day.slice(0, 7)}-01`, -1);
}

/** The view of a metric's figures. The id is one of the catalogue, never text of a caller. */
export function viewOf(metricId: string): string {
  return `figure_${metricId}`;
}
