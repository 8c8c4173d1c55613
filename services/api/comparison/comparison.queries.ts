import type { Figure } from '../figure/figure.queries.ts';
import { type FigureLoader, type FigureRequest, getFigure } from '../figure/get-figure.ts';
import type { RequestPublications } from '../publication/request-publications.ts';
import { breaksOf, type SeriesBreak } from '../series/series-breaks.ts';

/** Two figures of one metric and scope. Differences are the figure less what it is compared with; undefined without both. */
export type Comparison = {
  readonly figure: Figure;
  readonly with: Figure;
  readonly numerator: number | undefined;
  readonly denominator: number | undefined;
  readonly value: number | undefined;
  /** What was made in another way in between. */
  readonly breaks: readonly SeriesBreak[];
};

export type ComparisonRequest = FigureRequest & {
  /** The other day; that of the figure when absent. */
  readonly with?: string | null | undefined;
  readonly published?: string | null | undefined;
  /** Which publications the other figure is taken from; those of the figure when absent. */
  readonly withPublished?: string | null | undefined;
};

/** Compares two days, or one day as published on two. @throws as `getFigure`, NoPublication */
export async function getComparison(
  publications: RequestPublications,
  loader: FigureLoader,
  asked: ComparisonRequest,
): Promise<Comparison> {
  const [publication, other] = await Promise.all([
    publications.choose(asked.published),
    publications.choose(asked.withPublished ?? asked.published),
  ]);
  const [figure, before] = await Promise.all([
    getFigure(publication, loader, asked),
    getFigure(other, loader, { ...asked, asOf: asked.with ?? asked.asOf }),
  ]);
  const rows = [before.row, figure.row].flatMap((row) => row ?? []);
  const less = (part: 'numerator' | 'denominator' | 'value') => {
    const [now, then] = [figure.row?.[part] ?? undefined, before.row?.[part] ?? undefined];
    return now === undefined || then === undefined ? undefined : now - then;
  };
  return {
    ...{ figure, with: before, breaks: breaksOf(rows) },
    ...{ numerator: less('numerator'), denominator: less('denominator'), value: less('value') },
  };
}
