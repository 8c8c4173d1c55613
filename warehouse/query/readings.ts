import { addDays, periodStart } from '@union/schema/calendar.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { endOf, lastMonthEnd, type Point, startBefore, startOf, yearBefore } from './points.ts';
import type { CompareAsk, QueryGrain, QueryPeriod } from './request.ts';

/**
 * How a figure is read at a point of time: the row that stands on `day`; and where the mart knows no such period, less the
 * row that stands on `base` (null: nothing is taken away, as the year begins with the point).
 */
export type Reading = {
  /** `no` of the point. */
  readonly point: number;
  readonly day: string;
  readonly base: string | null;
  /** The row must sum from this day; null: whatever it sums from. */
  readonly periodStart: string | null;
  /** The row must be known after this day, so that an older one which still stands is not taken for it; null: any. */
  readonly after: string | null;
};

/** What the rows of a metric are read by. */
export type ReadMode = {
  readonly period: QueryPeriod;
  /** Whether a reading takes another away. */
  readonly isDifference: boolean;
};

/** Days of a publication that figures are read from. */
export type Calendar = { readonly asOf: string; readonly dailyFrom: string };

/** How figures of a metric are read where the points are those of a grain, or the latest day alone. */
export function modeOf(metric: Metric, grain: QueryGrain | undefined, period: QueryPeriod | undefined): ReadMode {
  if (metric.time === 'stock') return { period: 'day', isDifference: false };
  if (period !== undefined) return { period, isDifference: false };
  switch (grain) {
    case undefined:
      return { period: 'calendar_year', isDifference: false };
    case 'month':
    case 'calendar_year':
    case 'union_year':
      return { period: grain, isDifference: false };
    default:
      return { period: 'calendar_year', isDifference: true };
  }
}

/** The readings of the points, those that can be known. `isMonthly`: figures are known at month ends and on the night alone. */
export function readingsOf(
  metric: Metric,
  mode: ReadMode,
  points: readonly Point[],
  calendar: Calendar,
  isMonthly: boolean,
): Reading[] {
  return points.flatMap((point): Reading[] => {
    const day = knownDay([point.end, calendar.asOf].sort()[0] ?? calendar.asOf, calendar, isMonthly);
    const { no, start } = point;
    // What is not known within the point itself is not the figure of an earlier one.
    if (start !== null && day < start) return [];
    if (metric.time === 'stock') return [{ point: no, day, base: null, periodStart: null, after: null }];
    if (start === null) return [{ point: no, day, base: null, periodStart: null, after: null }];
    const yearStart = periodStart(mode.period, day);
    if (!mode.isDifference) {
      const after = metric.disclosure === 'household' ? addDays(yearStart ?? start, -1) : null;
      return [{ point: no, day, base: null, periodStart: yearStart, after }];
    }
    const base = start === yearStart ? null : addDays(start, -1);
    const after = metric.disclosure === 'household' ? addDays(start, -1) : null;
    return [{ point: no, day, base, periodStart: yearStart, after }];
  });
}

/** The day on which what is known on `day` was last told. */
function knownDay(day: string, { asOf, dailyFrom }: Calendar, isMonthly: boolean): string {
  if (day === asOf) return day;
  return isMonthly || day < dailyFrom ? lastMonthEnd(day) : day;
}

/** The points that the points of a query are compared with, under the same numbers. */
export function comparedPoints(points: readonly Point[], grain: QueryGrain | undefined, compare: CompareAsk): Point[] {
  switch (compare.with) {
    case 'previous_period':
      return points.flatMap((point) => {
        if (grain === undefined || point.start === null) return [];
        const start = startBefore(grain, point.start);
        return [{ ...point, start, end: endOf(grain, start), isRunning: false }];
      });
    case 'same_period_last_year':
      return points.map((point) => {
        const end = yearBefore(point.end);
        if (point.start === null || grain === undefined) return { ...point, end };
        return { ...point, start: startOf(grain, end), end };
      });
    default:
      return [...points];
  }
}

/** The points of a query without a grain: one day. */
export const singlePoint = (day: string): Point[] => [{ no: 0, start: null, end: day, label: day, isRunning: false }];
