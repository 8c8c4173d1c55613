import type { Counts, SeriesPoint, Target, TargetState, TargetStatus } from './answer.ts';

/** Rates of several places, or of one place at several days, as numbers and words: what bars and lines are drawn from. */
export type Rates = {
  readonly series: readonly RateSeries[];
  readonly rows: readonly RateRow[];
  /** Heads of the text columns beside the bars; as many as each cell has texts. */
  readonly columns: readonly string[];
  /** Days from which another rule version holds; lines are not joined across them. */
  readonly breaks?: readonly string[];
};

export type RateSeries = { readonly name: string; readonly target: Target | null; readonly goal: string };

export type RateRow = {
  readonly name: string;
  /** As-of day of a point in time; empty for a place. */
  readonly day?: string;
  /** One cell a series. */
  readonly cells: readonly RateCell[];
  readonly status: TargetState | null;
  readonly statusWord: string;
  /** The whole row as a sentence, for the keyboard and the tooltip. */
  readonly spoken: string;
};

export type RateCell = {
  /** 0 to 1, or null when there is no number. */
  readonly share: number | null;
  /** Width of the unclassified band beside the share, 0 to 1. */
  readonly band: number;
  /** Beside the bar; the first is the value, or the words of its state. */
  readonly texts: readonly string[];
};

/** The numbers of a figure as a cell. The band never reaches beyond the whole. */
export function rateCell(figure: Counts, texts: readonly string[]): RateCell {
  const { value, denominator, unclassified } = figure;
  const band = unclassified && denominator && value !== null ? Math.max(0, unclassified / denominator) : 0;
  return { share: value, band: Math.min(band, 1 - (value ?? 0)), texts };
}

/**
 * One status for several rates that must all pass: the worst of them, because a park passes only when both rates do.
 * Null without any target.
 */
export function worstStatus(statuses: readonly (TargetStatus | null | undefined)[]): TargetState | null {
  const order: readonly TargetState[] = ['NOT_APPLICABLE', 'MET', 'ON_TRACK', 'BEHIND', 'FAR_BEHIND'];
  const found = statuses.filter((status) => status != null).map((status) => status.status);
  return found.length ? found.reduce((a, b) => (order.indexOf(a) < order.indexOf(b) ? b : a)) : null;
}

/** The last `count` points of several series over the same days, oldest first; a day that one lacks is null there. */
export function joinByDay(
  series: readonly (readonly SeriesPoint[])[],
  count: number,
): readonly { readonly day: string; readonly points: readonly (SeriesPoint | null)[] }[] {
  const days = [...new Set(series.flatMap((points) => points.map((point) => point.asOf)))].sort().slice(-count);
  return days.map((day) => ({ day, points: series.map((points) => points.find((p) => p.asOf === day) ?? null) }));
}
