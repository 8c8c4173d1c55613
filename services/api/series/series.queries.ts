import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { PageSizeInvalid } from '../errors.ts';
import { type FigureRow, figureColumns, type PeriodKind, periodOf, viewOf } from '../figure/figure.queries.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { getScope, type Scope } from '../scope/scope-tree.ts';

export type Grain = 'day' | 'month';

/** A metric of one scope over time, oldest first. `breaks` are the days on which the rule version changes. */
export type Series = {
  readonly metric: Metric;
  readonly scope: Scope;
  readonly grain: Grain;
  readonly period: PeriodKind;
  readonly points: readonly FigureRow[];
  readonly breaks: readonly SeriesBreak[];
};

/** The first day (`at`) made by `toVersion`, after days made by `fromVersion`. */
export type SeriesBreak = { readonly at: string; readonly fromVersion: number; readonly toVersion: number };

export type SeriesRequest = {
  readonly metric: string;
  readonly scope: string;
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
  readonly grain?: Grain | null | undefined;
  readonly period?: PeriodKind | null | undefined;
  /** Keep only so many points, the latest; 1 or more. All when absent. */
  readonly last?: number | null | undefined;
};

/** More than any series has: the days of 27 years. */
const MOST_POINTS = 10_000;

/**
 * The listed days from `from` to `until`, both included, for which a figure exists; by month the last such day of each month.
 * `last` keeps the latest of them, oldest first still.
 * @throws MetricNotFound, MetricShapeMismatch, PeriodNotAvailable, ScopeNotFound, MetricNotForScope, PageSizeInvalid
 */
export async function getSeries(publication: Publication, asked: SeriesRequest): Promise<Series> {
  const metric = getMetricOfShape(asked.metric, 'ratio');
  const period = periodOf(metric, asked.period);
  const scope = await getScope(publication, asked.scope);
  checkMadeFor(metric, scope.kind);
  const last = asked.last ?? MOST_POINTS;
  if (last < 1 || last > MOST_POINTS) throw new PageSizeInvalid(MOST_POINTS);
  const grain = asked.grain ?? 'month';
  const points = await publication.query<FigureRow>(
    `with points as (
        select day.as_of, ${figureColumns}
        from ${viewOf(metric.id)}
          join day on day.as_of >= valid_from and day.as_of < valid_to and (grain = 'day' or day.as_of = valid_from)
        where scope_id = $1 and period_kind = $2 and segment = 'all' and day.as_of between $3::date and $4::date
        qualify row_number() over (partition by date_trunc('${grain}', as_of) order by as_of desc, rule_code desc) = 1
      ),
      latest as (select * from points order by as_of desc limit $5::bigint)
      select * from latest order by as_of`,
    [scope.id, period, asked.from ?? '0001-01-01', asked.until ?? '9999-12-31', last],
  );
  return { metric, scope, grain, period, points, breaks: breaksOf(points) };
}

/** Where the rule version changes between one point and the next. */
export function breaksOf(points: readonly Pick<FigureRow, 'as_of' | 'definition_version'>[]): SeriesBreak[] {
  return points.slice(1).flatMap((point, at) => {
    const fromVersion = (points[at] as (typeof points)[number]).definition_version;
    if (fromVersion === point.definition_version) return [];
    return [{ at: point.as_of, fromVersion, toVersion: point.definition_version }];
  });
}
