import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { SchemeNotFound } from '../errors.ts';
import type { FigureState } from '../figure/figure.queries.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { getScope, type Scope } from '../scope/scope-tree.ts';
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
  /** '5' to '1' for stars, then 'not_rated', 'unrated', 'removed'. */
  readonly key: string;
  readonly level: number | null;
  readonly name: string;
  readonly nameEn: string;
  readonly count: number;
  readonly shareOfActive: number | null;
  readonly shareOfRated: number | null;
  readonly percentOfActive: number | null;
  readonly percentOfRated: number | null;
};

export type Distribution = {
  readonly metric: Metric;
  readonly scope: Scope;
  readonly scheme: SchemeRow;
  /** Undefined when nothing is known by the day asked. */
  readonly asOf: string | undefined;
  readonly levels: readonly DistributionLevel[];
  readonly activeUnionCount: number | null;
  readonly ratedUnionCount: number | null;
  readonly state: FigureState;
};

export type DistributionRequest = {
  readonly metric: string;
  readonly scope: string;
  readonly scheme?: string | null | undefined;
  readonly asOf?: string | null | undefined;
};

/**
 * The unions of a scope by level of one scheme, highest first, on the day asked or the scheme's last day before it.
 * @throws MetricNotFound, MetricShapeMismatch, ScopeNotFound, MetricNotForScope, SchemeNotFound
 */
export async function getDistribution(publication: Publication, asked: DistributionRequest): Promise<Distribution> {
  const metric = getMetricOfShape(asked.metric, 'distribution');
  const scope = await getScope(publication, asked.scope);
  checkMadeFor(metric, scope.kind);
  const latest = publication.manifest.asOf;
  const day = asked.asOf && asked.asOf < latest ? asked.asOf : latest;
  const scheme = await getScheme(publication, scope.id, day, asked.scheme ?? undefined);
  const rows = await publication.query<LevelRow>(
    `select least($3::date, valid_to - 1) as as_of, level_key, level, level_name, union_count, active_union_count,
        rated_union_count
      from star_distribution
      where scope_id = $1 and scheme_code = $2 and valid_from <= $3::date
      qualify rank() over (order by valid_from desc) = 1`,
    [scope.id, scheme.scheme_code, day],
  );
  const first = rows[0];
  return {
    metric,
    scope,
    scheme,
    asOf: first?.as_of,
    levels: levelsOf(rows),
    activeUnionCount: first?.active_union_count ?? null,
    ratedUnionCount: first?.rated_union_count ?? null,
    state: stateOf(first),
  };
}

/**
 * The scheme named; without a name the latest one that rates unions of the scope by that day, or else the latest.
 * @throws SchemeNotFound
 */
export async function getScheme(
  publication: Publication,
  scopeId: string,
  day: string,
  code: string | undefined,
): Promise<SchemeRow> {
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
  if (!scheme) throw new SchemeNotFound(code);
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
      shareOfActive: row.active_union_count === 0 ? null : row.union_count / row.active_union_count,
      shareOfRated: !isStar || row.rated_union_count === 0 ? null : row.union_count / row.rated_union_count,
      percentOfActive: ofActive?.[at] ?? null,
      percentOfRated: isStar ? (ofRated?.[at] ?? null) : null,
    };
  });
}
