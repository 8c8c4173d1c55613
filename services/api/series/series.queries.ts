import { addDays, daysBetween } from '@union/schema/calendar.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import type DataLoader from 'dataloader';
import { type Context, loaderOf } from '../context.ts';
import { PageSizeInvalid, SpanTooLong } from '../errors.ts';
import {
  dayOf,
  type FigureRow,
  figureColumns,
  firstDailyDay,
  flagColumns,
  isMonthly,
  isOfClosedMonths,
  lastMonthEnd,
  type PeriodKind,
  periodOf,
  viewOf,
} from '../figure/figure.queries.ts';
import { choiceSql, chooseKeys, type KeyChoice, type KeyRequest } from '../figure-key/figure-key.queries.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { perPublication } from '../publication/per-publication.ts';
import { getScope, type Scope } from '../scope/scope-tree.ts';
import { chooseSegment } from '../segment/segment.queries.ts';
import { breaksOf, type SeriesBreak } from './series-breaks.ts';

export const grains = ['day', 'month', 'calendar_year', 'union_year'] as const;
export type Grain = (typeof grains)[number];

/** A metric of one scope over time, oldest first. `breaks` are the days from which on points do not compare with those before. */
export type Series = {
  readonly metric: Metric;
  readonly scope: Scope;
  readonly segment: string;
  readonly grain: Grain;
  readonly period: PeriodKind;
  readonly points: readonly SeriesPoint[];
  readonly breaks: readonly SeriesBreak[];
};

/** A day of a series, with what it is a day of. */
export type SeriesPoint = FigureRow & { readonly of: Pick<Series, 'metric' | 'scope' | 'segment'> };

export type SeriesRequest = KeyRequest & {
  readonly metric: string;
  readonly scope: string;
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
  readonly grain?: Grain | null | undefined;
  readonly period?: PeriodKind | null | undefined;
  readonly segment?: string | null | undefined;
  /** Keep only so many points, the latest; 1 or more. All when absent. */
  readonly last?: number | null | undefined;
};

/** Days of a series by day when no first day is asked for. */
export const DEFAULT_DAYS = 400;
/** The most points of a series: the days of 27 years. */
const MOST_POINTS = 10_000;

/**
 * A figure for each end of a grain from `from` to `until`, both included, and for `until` itself; without `from` the last
 * 400 days, or every month or year that is known. Ends without a figure are left out. Figures that are known by month
 * alone have points at month ends, however close the grain, and so has every figure before the days that are kept daily
 * (400 unless the rules say otherwise). `last` keeps the latest points, oldest first still.
 * @throws MetricNotFound, MetricShapeMismatch, PeriodNotAvailable, ScopeNotFound, MetricNotForScope, SegmentNotFound,
 * FigureKeyNotFound, FigureKeyRequired, PageSizeInvalid, SpanTooLong, FigureRestricted
 * @param loader reads the points with those of other series that are asked for in the same turn; on its own when absent.
 */
export async function getSeries(
  publication: Publication,
  asked: SeriesRequest,
  loader?: PointsLoader,
): Promise<Series> {
  const metric = getMetricOfShape(asked.metric, 'ratio');
  const grain = asked.grain ?? 'month';
  const period = periodOf(metric, asked.period ?? periodOfGrain(metric, grain));
  const scope = await getScope(publication, asked.scope);
  checkMadeFor(metric, scope.kind);
  await requireOpen(publication, metric.id, scope.id);
  const segment = await chooseSegment(publication, metric, asked.segment, [scope]);
  const choice = await chooseKeys(publication, metric, asked);
  const last = asked.last ?? MOST_POINTS;
  if (last < 1 || last > MOST_POINTS) throw new PageSizeInvalid(MOST_POINTS);
  const { from, until } = spanOf(publication, grain, asked);
  const key = { publication, metric, scopeId: scope.id, segment, period, choice, grain, from, until, last };
  const rows = loader ? await loader.load(key) : ((await findPoints(publication, [key]))[0] ?? []);
  const of = { metric, scope, segment };
  const points = rows.map((row) => ({ ...row, of }));
  return { ...of, grain, period, points, breaks: breaksOf(points) };
}

/** A series by year of a flow is of whole such years; every other one is as for figures. */
function periodOfGrain(metric: Metric, grain: Grain): PeriodKind | undefined {
  return metric.time === 'flow' && (grain === 'union_year' || grain === 'calendar_year') ? grain : undefined;
}

/** The days asked for, cut to those of the publication; `from` undefined: as far back as figures go. @throws SpanTooLong */
function spanOf(publication: Publication, grain: Grain, asked: SeriesRequest): { from?: string; until: string } {
  const until = dayOf(publication, asked.until);
  if (grain !== 'day') return asked.from == null ? { until } : { from: asked.from, until };
  const from = asked.from ?? addDays(until, 1 - DEFAULT_DAYS);
  const days = daysBetween(from, until) + 1;
  if (days > MOST_POINTS && asked.last == null) throw new SpanTooLong(days, MOST_POINTS);
  return { from: days > MOST_POINTS ? addDays(until, 1 - MOST_POINTS) : from, until };
}

/** The last day of the grain that holds a day, in SQL. */
const endOf: Readonly<Record<Grain, (day: string) => string>> = {
  day: (day) => day,
  month: (day) => `last_day(${day})`,
  calendar_year: (day) => `make_date(year(${day}), 12, 31)`,
  union_year: (day) => `make_date(year(${day}) + if(month(${day}) >= 10, 1, 0), 9, 30)`,
};
const STEP: Readonly<Record<Grain, string>> = {
  day: '1 day',
  month: '1 month',
  calendar_year: '1 year',
  union_year: '1 year',
};

/** One series: of a metric, a scope, and all that decides its days. */
export type PointsKey = {
  readonly publication: Publication;
  readonly metric: Metric;
  readonly scopeId: string;
  readonly segment: string;
  readonly period: PeriodKind;
  readonly choice: KeyChoice;
  readonly grain: Grain;
  readonly from?: string | undefined;
  readonly until: string;
  readonly last: number;
};

export type PointsLoader = DataLoader<PointsKey, readonly FigureRow[], string>;

/** The loader of series of one request: those of one metric and the same days come by one statement for all scopes. */
export function pointsLoader(context: Context): PointsLoader {
  return loaderOf(context, loadPoints, (key) => `${key.publication.id} ${key.scopeId} ${daysOf(key)}`);
}

const loadPoints = (_: Context, keys: readonly PointsKey[]) => perPublication(keys, findPoints);

/** What series must share to come by one statement: all but the scope. */
function daysOf({ metric, segment, period, choice, grain, from, until, last }: PointsKey): string {
  return JSON.stringify([metric.id, segment, period, choice, grain, from ?? null, until, last]);
}

/** The points of each series, oldest first. */
async function findPoints(publication: Publication, keys: readonly PointsKey[]): Promise<(readonly FigureRow[])[]> {
  const groups = [...Map.groupBy(keys, daysOf)];
  const found = new Map(
    await Promise.all(
      groups.map(async ([days, members]) => [days, await findPointsOfScopes(publication, members)] as const),
    ),
  );
  return keys.map((key) => found.get(daysOf(key))?.get(key.scopeId) ?? []);
}

/** The points of series that differ in their scope alone, by scope. */
async function findPointsOfScopes(
  publication: Publication,
  keys: readonly PointsKey[],
): Promise<ReadonlyMap<string, readonly FigureRow[]>> {
  const asked = keys[0] as PointsKey;
  const { metric, grain, until } = asked;
  const parameters: (string | number)[] = [asked.period, asked.segment, until, asked.last];
  const parameter = (value: string) => `$${parameters.push(value)}`;
  const scopes = [...new Set(keys.map(({ scopeId }) => scopeId))].map(parameter).join(', ');
  const from = asked.from === undefined ? `'0001-01-01'::date` : `${parameter(asked.from)}::date`;
  // What is known by month alone speaks of the month end before a day that is none, but of the night on the night's day.
  const lastKnown = isMonthly(metric, asked.segment) && until < publication.manifest.asOf ? lastMonthEnd(until) : until;
  const knownDay = isMonthly(metric, asked.segment)
    ? `if(day = ${parameter(until)}::date, ${parameter(lastKnown)}::date, if(day = last_day(day), day, (date_trunc('month', day) - interval 1 day)::date))`
    : `if(day >= ${parameter(firstDailyDay(publication))}::date or day = last_day(day), day, (date_trunc('month', day) - interval 1 day)::date)`;
  const { where, order } = choiceSql(asked.choice, parameter);
  const spokenOf = isOfClosedMonths(metric) ? 'own.valid_from' : 'days.day';
  const rows = await publication.query<FigureRow>(
    `with own as (
        select valid_from, valid_to, ${figureColumns}, ${await flagColumns(publication)}
        from ${viewOf(metric.id)}
        where scope_id in (${scopes}) and period_kind = $1 and segment = $2 and valid_from <= $3::date ${where}
      ),
      span as (select scope_id, greatest(min(valid_from), ${from}) as first_day from own group by scope_id),
      ends as (
        select scope_id, ${endOf[grain]('step::date')} as day
        from (
          select scope_id, unnest(generate_series(first_day, ${endOf[grain]('$3::date')}, interval ${STEP[grain]})) as step
          from span
        )
      ),
      days as (
        select distinct scope_id, ${knownDay} as day from (
          select scope_id, day from ends join span using (scope_id) where day < $3::date and day >= first_day
          union
          select scope_id, $3::date from span where first_day <= $3::date
        )
      ),
      points as (
        select ${spokenOf} as as_of, own.* exclude (valid_from, valid_to)
        from days join own on own.scope_id = days.scope_id and days.day >= own.valid_from and days.day < own.valid_to
        where ${spokenOf} >= ${from}
        qualify row_number() over (partition by own.scope_id, ${spokenOf} order by ${order}) = 1
      )
      select * from points
      qualify row_number() over (partition by scope_id order by as_of desc) <= $4::bigint
      order by scope_id, as_of`,
    parameters,
  );
  return Map.groupBy(rows, ({ scope_id }) => scope_id);
}
