import { addDays } from '@union/schema/calendar.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { RankingTooLong } from '../errors.ts';
import { type Figure, type FigureKey, findFigureRows, type PeriodKind, periodOf } from '../figure/figure.queries.ts';
import { chooseKeys, type KeyRequest } from '../figure-key/figure-key.queries.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { type Scope, type ScopeKind, scopeTree } from '../scope/scope-tree.ts';
import { chooseSegment } from '../segment/segment.queries.ts';

/** The most rows that one ranking gives; more is refused, never cut silently. */
export const MAX_RANKING = 1000;

/** A scope in its place; `rank` is undefined without a value and where the denominator is too small. */
export type RankRow = { readonly rank: number | undefined; readonly figure: Figure };

/** Ranks of another day by the id of the scope; read once, when first asked for. */
export type EarlierRanks = (day: string) => Promise<ReadonlyMap<string, number>>;

/** A row of a ranking that can say how it moved. */
export type MovingRow = RankRow & {
  readonly asOf: string | undefined;
  readonly earlier: EarlierRanks;
  /** What the ranking was asked for, so that another publication can be asked the same. */
  readonly asked: RankingRequest;
};

/** The scopes of one kind below a parent, best first. `asOf` is undefined when none of them has a figure. */
export type Ranking = {
  readonly metric: Metric;
  readonly parent: Scope;
  readonly kind: ScopeKind;
  readonly asOf: string | undefined;
  readonly rows: readonly MovingRow[];
  /** The smallest denominator that is ranked. */
  readonly minDenominator: number;
};

export type RankingRequest = KeyRequest & {
  readonly metric: string;
  readonly parent: string;
  readonly kind: ScopeKind;
  readonly asOf?: string | null | undefined;
  readonly period?: PeriodKind | null | undefined;
  readonly segment?: string | null | undefined;
  readonly minDenominator?: number | null | undefined;
};

/**
 * Ranks on one day: the latest on which any of the scopes has a figure. A scope without a figure of that very day is
 * not reported, as an older one would not be comparable.
 * @throws MetricNotFound, MetricShapeMismatch, PeriodNotAvailable, MetricNotForScope, ScopeNotFound, RankingTooLong,
 * SegmentNotFound, FigureKeyNotFound, FigureKeyRequired, FigureRestricted
 */
export async function getRanking(publication: Publication, asked: RankingRequest): Promise<Ranking> {
  const metric = getMetricOfShape(asked.metric, 'ratio');
  checkMadeFor(metric, asked.kind);
  const period = periodOf(metric, asked.period);
  const tree = await scopeTree(publication);
  const parent = tree.get(asked.parent);
  await requireOpen(publication, metric.id, parent.id);
  const scopes = tree.below(parent.id, asked.kind);
  if (scopes.length > MAX_RANKING) throw new RankingTooLong(scopes.length, MAX_RANKING);
  const day = asked.asOf ?? undefined;
  const segment = await chooseSegment(publication, metric, asked.segment, scopes);
  const choice = await chooseKeys(publication, metric, asked);
  const minDenominator = asked.minDenominator ?? defaultRules.rankMinDenominator;
  const rowsOn = (asOf: string | undefined) =>
    findFigureRows(
      publication,
      scopes.map((scope): FigureKey => ({ metricId: metric.id, scopeId: scope.id, period, asOf, segment, choice })),
    );
  const rows = await rowsOn(day);
  const asOf = rows.reduce<string | undefined>(
    (latest, row) => (row && (latest === undefined || row.as_of > latest) ? row.as_of : latest),
    undefined,
  );
  const figures = scopes.map((scope, at): Figure => {
    const row = rows[at]?.as_of === asOf ? rows[at] : undefined;
    return { metric, scope, period, asked: day, segment, row };
  });
  const ranksOn = async (earlier: string) => {
    const then = await rowsOn(earlier);
    const ranked = rank(
      scopes.map((scope, at): Figure => ({ metric, scope, period, asked: earlier, segment, row: then[at] })),
      metric.better,
      minDenominator,
    );
    return new Map(ranked.flatMap((row) => (row.rank === undefined ? [] : [[row.figure.scope.id, row.rank] as const])));
  };
  const known = new Map<string, ReturnType<EarlierRanks>>();
  const earlier: EarlierRanks = (when) => known.get(when) ?? known.set(when, ranksOn(when)).get(when) ?? ranksOn(when);
  const ranked = rank(figures, metric.better, minDenominator).map(
    (row): MovingRow => ({ ...row, asOf, earlier, asked }),
  );
  return { metric, parent, kind: asked.kind, asOf, rows: ranked, minDenominator };
}

/** Places won since the month end before the ranking's day, or since that day a year ago; undefined without both ranks. */
export async function placesWon(row: MovingRow, since: 'month' | 'year'): Promise<number | undefined> {
  if (row.rank === undefined || row.asOf === undefined) return undefined;
  const day = since === 'year' ? yearBefore(row.asOf) : addDays(`${row.asOf.slice(0, 7)}-01`, -1);
  const before = (await row.earlier(day)).get(row.figure.scope.id);
  return before === undefined ? undefined : before - row.rank;
}

/** Places won since the publication before, asked the same; undefined without both ranks. */
export async function placesWonSince(
  row: MovingRow,
  ranksBefore: (publication: Publication, asked: RankingRequest) => Promise<ReadonlyMap<string, number>>,
  before: Publication | undefined,
): Promise<number | undefined> {
  if (!before || row.rank === undefined) return undefined;
  const rank = (await ranksBefore(before, row.asked)).get(row.figure.scope.id);
  return rank === undefined ? undefined : rank - row.rank;
}

/** Ranks by the id of the scope, in one publication; none where it cannot be ranked so. */
export async function ranksIn(publication: Publication, asked: RankingRequest): Promise<ReadonlyMap<string, number>> {
  const { rows } = await getRanking(publication, asked);
  return new Map(rows.flatMap(({ rank: place, figure }) => (place === undefined ? [] : [[figure.scope.id, place]])));
}

/** The same day of the year before; 28 February for the 29th. */
function yearBefore(day: string): string {
  const year = Number(day.slice(0, 4)) - 1;
  return day.endsWith('-02-29') ? `${year}-02-28` : `${year}${day.slice(4)}`;
}

/**
 * Orders by value, best first, then as given; equal values share a rank and the next one skips (1, 2, 2, 4).
 * Figures without a value come last and have no rank. One whose denominator is below `minDenominator` stands in its place
 * without a rank, and the others are ranked as if it were not there.
 */
export function rank(figures: readonly Figure[], better: Metric['better'], minDenominator = 0): RankRow[] {
  const sign = better === 'lower' ? 1 : -1;
  const shareOf = (figure: Figure) => figure.row?.value ?? null;
  const ordered = figures.filter((figure) => shareOf(figure) !== null);
  // The sort is stable, so equal values keep the order of their scopes.
  ordered.sort((a, b) => sign * ((shareOf(a) as number) - (shareOf(b) as number)));
  let ranked = 0;
  let last: { readonly rank: number; readonly value: number | null } | undefined;
  const rows = ordered.map((figure): RankRow => {
    const { denominator = null } = figure.row ?? {};
    if (denominator !== null && denominator < minDenominator) return { rank: undefined, figure };
    ranked += 1;
    const value = shareOf(figure);
    if (last?.value !== value) last = { rank: ranked, value };
    return { rank: last.rank, figure };
  });
  return [...rows, ...figures.filter((f) => shareOf(f) === null).map((figure) => ({ rank: undefined, figure }))];
}
