import type { Metric } from '@union/schema/metrics/metric.ts';
import { WHOLE } from '@union/warehouse/models/facts.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { RankingTooLong } from '../errors.ts';
import {
  dayOf,
  type Figure,
  type FigureKey,
  findFigureRows,
  isMonthly,
  lastMonthEnd,
  type PeriodKind,
  periodOf,
} from '../figure/figure.queries.ts';
import { chooseKeys, type KeyRequest } from '../figure-key/figure-key.queries.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { MAX_RANKING } from '../ranking/ranking.queries.ts';
import { type Scope, type ScopeKind, scopeTree } from '../scope/scope-tree.ts';
import { type SegmentFamily, segmentFamilies, segmentsOfScope } from '../segment/segment.queries.ts';

/** What a scope is cut by: a family of segments, or the scopes of one kind below it. */
export type BreakdownKey = SegmentFamily | Exclude<ScopeKind, 'nation'>;

/** What no part holds, in the units of numerator and denominator; a denominator of null for counts. */
export type Rest = { readonly numerator: number; readonly denominator: number | null };

/** A scope and its parts on one day. `rest` is undefined where a number of the whole or a part is withheld or unknown. */
export type Breakdown = {
  readonly metric: Metric;
  readonly by: BreakdownKey;
  readonly whole: Figure;
  readonly parts: readonly Figure[];
  readonly rest: Rest | undefined;
};

export type BreakdownRequest = KeyRequest & {
  readonly metric: string;
  readonly scope: string;
  readonly by: BreakdownKey;
  readonly asOf?: string | null | undefined;
  readonly period?: PeriodKind | null | undefined;
};

/**
 * A scope cut into parts, all on the day of the whole. Segments are known at month ends, so that the whole beside them is
 * of such a day too. What no part holds (enterprises outside every park, a place that only sends returns) is the rest.
 * @throws MetricNotFound, MetricShapeMismatch, PeriodNotAvailable, MetricNotForScope, ScopeNotFound, FigureKeyNotFound,
 * FigureKeyRequired, RankingTooLong, FigureRestricted
 */
export async function getBreakdown(publication: Publication, asked: BreakdownRequest): Promise<Breakdown> {
  const metric = getMetricOfShape(asked.metric, 'ratio');
  const period = periodOf(metric, asked.period);
  const tree = await scopeTree(publication);
  const scope = tree.get(asked.scope);
  checkMadeFor(metric, scope.kind);
  await requireOpen(publication, metric.id, scope.id);
  const choice = await chooseKeys(publication, metric, asked);
  const isSegments = segmentFamilies.includes(asked.by as SegmentFamily);
  const latest = publication.manifest.asOf;
  const day = dayOf(publication, asked.asOf);
  const asOf = isMonthly(metric, isSegments ? asked.by : undefined) && day < latest ? lastMonthEnd(day) : day;
  const places = isSegments
    ? (await segmentsOfScope(publication, metric, scope, asOf))
        .filter(({ family }) => family === asked.by)
        .map(({ id }) => ({ scope, segment: id }))
    : scopesOf(metric, tree.below(scope.id, asked.by as ScopeKind), asked.by as ScopeKind);
  const all = [{ scope, segment: WHOLE as string }, ...places];
  const rows = await findFigureRows(
    publication,
    all.map(
      (place): FigureKey => ({
        ...{ metricId: metric.id, period, asOf, choice },
        ...{ scopeId: place.scope.id, segment: place.segment },
      }),
    ),
  );
  const [whole, ...parts] = all.map((place, at): Figure => ({ ...place, metric, period, asked: asOf, row: rows[at] }));
  return { metric, by: asked.by, whole: whole as Figure, parts, rest: restOf(whole as Figure, parts) };
}

function scopesOf(metric: Metric, scopes: readonly Scope[], kind: ScopeKind): { scope: Scope; segment: string }[] {
  checkMadeFor(metric, kind);
  if (scopes.length > MAX_RANKING) throw new RankingTooLong(scopes.length, MAX_RANKING);
  return scopes.map((scope) => ({ scope, segment: WHOLE }));
}

/** The whole less its parts; a part without a row holds nothing. */
export function restOf(whole: Pick<Figure, 'row'>, parts: readonly Pick<Figure, 'row'>[]): Rest | undefined {
  const rows = [whole, ...parts].flatMap(({ row }) => row ?? []);
  if (!whole.row || rows.some((row) => row.numerator === null)) return undefined;
  const less = (numbers: readonly number[]) => numbers.reduce((rest, number) => rest - number);
  const denominators = rows.map((row) => row.denominator);
  return {
    numerator: less(rows.map((row) => row.numerator as number)),
    denominator: denominators.includes(null) ? null : less(denominators as number[]),
  };
}
