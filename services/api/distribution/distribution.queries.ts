import { periodStart } from '@union/schema/calendar.ts';
import type { Level, Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { SchemeNotFound } from '../errors.ts';
import {
  dayOf,
  type FigureRow,
  type FigureState,
  figureColumns,
  isMonthly,
  lastMonthEnd,
  type PeriodKind,
  periodOf,
  viewOf,
} from '../figure/figure.queries.ts';
import { choiceSql, chooseKeys, type KeyRequest } from '../figure-key/figure-key.queries.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { getScope, type Scope } from '../scope/scope-tree.ts';
import { chooseSegment } from '../segment/segment.queries.ts';
import { percentages } from './largest-remainder.ts';

/** A row of the mart `star_scheme`. */
export type SchemeRow = {
  scheme_code: string;
  name: string;
  level_count: number;
  valid_from: string;
  valid_to: string | null;
};

/** A row of the mart `star_distribution`: one level of one scheme. */
type LevelRow = {
  as_of: string;
  level_key: string;
  level: number | null;
  level_name: string | null;
  union_count: number;
  active_union_count: number;
  rated_union_count: number;
};

export type DistributionLevel = {
  /** '5' to '1' for stars, then 'not_rated', 'unrated', 'removed'; else a key of the catalogue entry. */
  readonly key: string;
  /** Stars; null for the levels without and for other distributions. */
  readonly level: number | null;
  readonly name: string;
  readonly nameEn: string;
  readonly count: number;
  readonly share: number | null;
  readonly shareOfRated: number | null;
  readonly percent: number | null;
  readonly percentOfRated: number | null;
};

export type Distribution = {
  readonly metric: Metric;
  readonly scope: Scope;
  /** Undefined for a distribution without a scheme, and where no scheme exists. */
  readonly scheme: SchemeRow | undefined;
  /** Undefined when nothing is known by the day asked. */
  readonly asOf: string | undefined;
  readonly period: PeriodKind;
  /** First day of the period; undefined for a stock. */
  readonly periodStart: string | undefined;
  readonly levels: readonly DistributionLevel[];
  /** The whole that shares are of. */
  readonly total: number | null;
  /** Unions with a star; null for other distributions. */
  readonly ratedUnionCount: number | null;
  readonly state: FigureState;
};

export type DistributionRequest = Omit<KeyRequest, 'scheme'> & {
  readonly metric: string;
  readonly scope: string;
  readonly scheme?: string | null | undefined;
  readonly asOf?: string | null | undefined;
  readonly period?: PeriodKind | null | undefined;
  readonly segment?: string | null | undefined;
};

/**
 * A scope by level: of its rating scheme, or of the levels that the catalogue names.
 * @throws MetricNotFound, MetricShapeMismatch, ScopeNotFound, MetricNotForScope, PeriodNotAvailable, SegmentNotFound, FigureRestricted,
 * SchemeNotFound for a scheme that is named and does not exist
 */
export async function getDistribution(publication: Publication, asked: DistributionRequest): Promise<Distribution> {
  const metric = getMetricOfShape(asked.metric, 'distribution');
  const scope = await getScope(publication, asked.scope);
  checkMadeFor(metric, scope.kind);
  await requireOpen(publication, metric.id, scope.id);
  return metric.levels
    ? byCatalogue(publication, metric, metric.levels, scope, asked)
    : byScheme(publication, metric, scope, asked);
}

/**
 * The unions of a scope by level of one scheme, highest first, on the day asked or the scheme's last day before it. Where
 * no scheme exists nothing can be rated: not applicable, without levels.
 */
async function byScheme(
  publication: Publication,
  metric: Metric,
  scope: Scope,
  asked: DistributionRequest,
): Promise<Distribution> {
  const period = periodOf(metric, asked.period);
  const segment = await chooseSegment(publication, metric, asked.segment, [scope]);
  const day = dayOf(publication, asked.asOf);
  const scheme = await findScheme(publication, scope.id, day, asked.scheme ?? undefined);
  const of = { metric, scope, scheme, period, periodStart: undefined };
  if (!scheme) {
    return { ...of, asOf: undefined, levels: [], total: null, ratedUnionCount: null, state: 'not_applicable' };
  }
  const rows = await publication.query<LevelRow>(
    `select least($3::date, valid_to - 1) as as_of, level_key, level, level_name, union_count, active_union_count,
        rated_union_count
      from star_distribution
      where scope_id = $1 and scheme_code = $2 and segment = $4 and valid_from <= $3::date
      qualify rank() over (order by valid_from desc) = 1`,
    [scope.id, scheme.scheme_code, day, segment],
  );
  const first = rows[0];
  return {
    ...of,
    asOf: first?.as_of,
    levels: levelsOf(rows),
    total: first?.active_union_count ?? null,
    ratedUnionCount: first?.rated_union_count ?? null,
    state: stateOf(first),
  };
}

/** A scope by the levels of the catalogue entry, in its order; a level that the mart does not give counts 0. */
async function byCatalogue(
  publication: Publication,
  metric: Metric,
  levels: readonly Level[],
  scope: Scope,
  asked: DistributionRequest,
): Promise<Distribution> {
  const period = periodOf(metric, asked.period);
  const segment = await chooseSegment(publication, metric, asked.segment, [scope]);
  const choice = await chooseKeys(publication, metric, asked);
  const latest = publication.manifest.asOf;
  const day = dayOf(publication, asked.asOf);
  const asOf = isMonthly(metric, segment) && day < latest ? lastMonthEnd(day) : day;
  const parameters = [scope.id, period, segment, asOf];
  const { where, order } = choiceSql(choice, (code) => `$${parameters.push(code)}`);
  const rows = await publication.query<FigureRow & { level_key: string }>(
    `select level_key, ${figureColumns} from ${viewOf(metric.id)}
      where scope_id = $1 and period_kind = $2 and segment = $3 and valid_from <= $4::date and valid_to > $4::date ${where}
      qualify row_number() over (partition by level_key order by ${order}) = 1`,
    parameters,
  );
  const found = new Map(rows.map((row) => [row.level_key, row]));
  const isSuppressed = rows.some((row) => row.state === 'suppressed');
  const counts = levels.map(({ key }) => found.get(key)?.numerator ?? 0);
  const percents = percentages(counts);
  const total = rows[0]?.denominator ?? null;
  return {
    ...{ metric, scope, scheme: undefined, period, ratedUnionCount: null },
    asOf: rows.length === 0 ? undefined : asOf,
    periodStart: rows.length === 0 ? undefined : (periodStart(period, asOf) ?? undefined),
    total,
    levels:
      rows.length === 0 || isSuppressed
        ? []
        : levels.map(({ key, name }, at) => ({
            ...{ key, level: null, name: name.zh, nameEn: name.en },
            ...{
              count: counts[at] ?? 0,
              share: total ? (counts[at] ?? 0) / total : null,
              percent: percents?.[at] ?? null,
            },
            ...{ shareOfRated: null, percentOfRated: null },
          })),
    state: stateOfLevels(rows, total),
  };
}

function stateOfLevels(rows: readonly FigureRow[], total: number | null): FigureState {
  if (rows.length === 0) return 'not_reported';
  if (rows.some((row) => row.state === 'suppressed')) return 'suppressed';
  if (total === 0) return 'not_applicable';
  return rows.every((row) => row.numerator === 0) ? 'zero' : 'reported';
}

/**
 * The scheme named; without a name the latest one that rates unions of the scope by that day, or else the latest, and
 * undefined where there is none at all. @throws SchemeNotFound for a name.
 */
export async function findScheme(
  publication: Publication,
  scopeId: string,
  day: string,
  code: string | undefined,
): Promise<SchemeRow | undefined> {
  const columns = 'scheme_code, name, level_count, valid_from, valid_to';
  const [scheme] =
    code === undefined
      ? await publication.query<SchemeRow>(
          `select ${columns} from star_scheme
            order by
              exists (
                from star_distribution
                where star_distribution.scheme_code = star_scheme.scheme_code
                  and scope_id = $1 and valid_from <= $2::date
              ) desc, valid_from desc, scheme_code
            limit 1`,
          [scopeId, day],
        )
      : await publication.query<SchemeRow>(`select ${columns} from star_scheme where scheme_code = $1`, [code]);
  if (!scheme && code !== undefined) throw new SchemeNotFound(code);
  return scheme;
}

function stateOf(row: LevelRow | undefined): FigureState {
  if (!row) return 'not_reported';
  if (row.active_union_count === 0) return 'not_applicable';
  return row.rated_union_count === 0 ? 'zero' : 'reported';
}

/** Keys without a star, in the order in which they follow the stars. */
const unstarred: Record<string, { readonly zh: string; readonly en: string }> = {
  not_rated: { zh: '参评未达星级', en: 'reviewed without a star' },
  unrated: { zh: '未评', en: 'never reviewed' },
  removed: { zh: '已撤销', en: 'removed' },
};

/** Levels with both shares: of all active unions, and of the rated ones; stars first, highest first. */
export function levelsOf(rows: readonly Omit<LevelRow, 'as_of'>[]): DistributionLevel[] {
  const order = Object.keys(unstarred);
  const place = (row: { level: number | null; level_key: string }) =>
    row.level === null ? order.indexOf(row.level_key) : -1 - row.level;
  const sorted = [...rows].sort((a, b) => place(a) - place(b));
  const stars = sorted.filter((row) => row.level !== null);
  const ofActive = percentages(sorted.map((row) => row.union_count));
  const ofRated = percentages(stars.map((row) => row.union_count));
  return sorted.map((row, at) => {
    const isStar = row.level !== null;
    return {
      key: row.level_key,
      level: row.level,
      name: row.level_name ?? unstarred[row.level_key]?.zh ?? row.level_key,
      nameEn: isStar
        ? `${row.level} ${row.level === 1 ? 'star' : 'stars'}`
        : (unstarred[row.level_key]?.en ?? row.level_key),
      count: row.union_count,
      share: row.active_union_count === 0 ? null : row.union_count / row.active_union_count,
      shareOfRated: !isStar || row.rated_union_count === 0 ? null : row.union_count / row.rated_union_count,
      percent: ofActive?.[at] ?? null,
      percentOfRated: isStar ? (ofRated?.[at] ?? null) : null,
    };
  });
}
