import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { RankingTooLong } from '../errors.ts';
import { type Figure, type FigureKey, findFigureRows, type PeriodKind, periodOf } from '../figure/figure.queries.ts';
import { chooseKeys, type KeyRequest } from '../figure-key/figure-key.queries.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { type Scope, type ScopeKind, scopeTree } from '../scope/scope-tree.ts';
import { chooseSegment } from '../segment/segment.queries.ts';

/** The most rows that one ranking gives; more is refused, never cut silently. */
export const MAX_RANKING = 1000;

export type RankRow = { readonly rank: number | undefined; readonly figure: Figure };

/** The scopes of one kind below a parent, best first. `asOf` is undefined when none of them has a figure. */
export type Ranking = {
  readonly metric: Metric;
  readonly parent: Scope;
  readonly kind: ScopeKind;
  readonly asOf: string | undefined;
  readonly rows: readonly RankRow[];
};

export type RankingRequest = KeyRequest & {
  readonly metric: string;
  readonly parent: string;
  readonly kind: ScopeKind;
  readonly asOf?: string | null | undefined;
  readonly period?: PeriodKind | null | undefined;
  readonly segment?: string | null | undefined;
};

/**
 * Ranks on one day: the latest on which any of the scopes has a figure. A scope without a figure of that very day is
 * not reported, as an older one would not be comparable.
 * @throws MetricNotFound, MetricShapeMismatch, PeriodNotAvailable, MetricNotForScope, ScopeNotFound, RankingTooLong,
 * SegmentNotFound, FigureKeyNotFound, FigureKeyRequired
 */
export async function getRanking(publication: Publication, asked: RankingRequest): Promise<Ranking> {
  const metric = getMetricOfShape(asked.metric, 'ratio');
  checkMadeFor(metric, asked.kind);
  const period = periodOf(metric, asked.period);
  const tree = await scopeTree(publication);
  const parent = tree.get(asked.parent);
  const scopes = tree.below(parent.id, asked.kind);
  if (scopes.length > MAX_RANKING) throw new RankingTooLong(scopes.length, MAX_RANKING);
  const day = asked.asOf ?? undefined;
  const segment = await chooseSegment(publication, metric, asked.segment);
  const choice = await chooseKeys(publication, metric, asked);
  const rows = await findFigureRows(
    publication,
    scopes.map((scope): FigureKey => ({ metricId: metric.id, scopeId: scope.id, period, asOf: day, segment, choice })),
  );
  const asOf = rows.reduce<string | undefined>(
    (latest, row) => (row && (latest === undefined || row.as_of > latest) ? row.as_of : latest),
    undefined,
  );
  const figures = scopes.map((scope, at): Figure => {
    const row = rows[at]?.as_of === asOf ? rows[at] : undefined;
    return { metric, scope, period, asked: day, segment, row };
  });
  return { metric, parent, kind: asked.kind, asOf, rows: rank(figures, metric.better) };
}

/**
 * Orders by value, best first, then as given; equal values share a rank and the next one skips (1, 2, 2, 4).
 * Figures without a value come last and have no rank.
 */
export function rank(figures: readonly Figure[], better: Metric['better']): RankRow[] {
  const sign = better === 'lower' ? 1 : -1;
  const shareOf = (figure: Figure) => figure.row?.value ?? null;
  const ordered = figures.filter((figure) => shareOf(figure) !== null);
  // The sort is stable, so equal values keep the order of their scopes.
  ordered.sort((a, b) => sign * ((shareOf(a) as number) - (shareOf(b) as number)));
  const rows: RankRow[] = [];
  ordered.forEach((figure, at) => {
    const before = rows[at - 1];
    const tied = before !== undefined && shareOf(before.figure) === shareOf(figure);
    rows.push({ rank: tied ? before.rank : at + 1, figure });
  });
  return [...rows, ...figures.filter((f) => shareOf(f) === null).map((figure) => ({ rank: undefined, figure }))];
}
