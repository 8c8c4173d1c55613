import { addDays, isMonthEnd, unionYearStart } from '@union/schema/calendar.ts';
import type { QueryGrain } from './request.ts';

/** One point of time of a query: the days from `start` (null: no period, the latest day alone) to `end`, both included. */
export type Point = {
  /** From 0, in time. */
  readonly no: number;
  readonly start: string | null;
  readonly end: string;
  /** `2026-09-30`, `2026-09`, `2026-Q3`, `2026-H2`, `2026`, `2025/2026` (a union year). */
  readonly label: string;
  /** Whether its last day is not over yet: it counts up to `end`. */
  readonly isRunning: boolean;
};

const pad = (value: number) => String(value).padStart(2, '0');

/** First day of the grain that holds `day`. */
export function startOf(grain: QueryGrain, day: string): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  switch (grain) {
    case 'day':
      return day;
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return `${year}-${pad(Math.floor((month - 1) / 3) * 3 + 1)}-01`;
    case 'half_year':
      return `${year}-${month <= 6 ? '01' : '07'}-01`;
    case 'calendar_year':
      return `${year}-01-01`;
    case 'union_year':
      return unionYearStart(day);
  }
}

const MONTHS = { month: 1, quarter: 3, half_year: 6, calendar_year: 12, union_year: 12 } as const;

/** The first day of a month `count` months after that of `day`. */
export function addMonths(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${pad((months % 12) + 1)}-01`;
}

/** Last day of the grain that begins on `start`. */
export function endOf(grain: QueryGrain, start: string): string {
  return grain === 'day' ? start : addDays(addMonths(start, MONTHS[grain]), -1);
}

/** First day of the grain before the one that begins on `start`. */
export function startBefore(grain: QueryGrain, start: string): string {
  return grain === 'day' ? addDays(start, -1) : addMonths(start, -MONTHS[grain]);
}

/** What a point is called. */
export function labelOf(grain: QueryGrain, start: string): string {
  const [year, month] = [start.slice(0, 4), Number(start.slice(5, 7))];
  switch (grain) {
    case 'day':
      return start;
    case 'month':
      return start.slice(0, 7);
    case 'quarter':
      return `${year}-Q${(month + 2) / 3}`;
    case 'half_year':
      return `${year}-H${month === 1 ? 1 : 2}`;
    case 'calendar_year':
      return year;
    case 'union_year':
      return `${year}/${Number(year) + 1}`;
  }
}

/**
 * The points of a grain that hold days from `from` to `until`, both included, oldest first; the last one ends with `until`
 * where that is not its end.
 * @param most how many points to keep, the latest.
 */
export function pointsOf(grain: QueryGrain, from: string | undefined, until: string, most: number): Point[] {
  const starts: string[] = [];
  for (let start = startOf(grain, until); starts.length < most; start = startBefore(grain, start)) {
    if (from !== undefined && endOf(grain, start) < from) break;
    if (start < '1900-01-01') break;
    starts.push(start);
  }
  return starts.toReversed().map((start, no) => {
    const end = endOf(grain, start);
    const isRunning = end > until;
    return { no, start, end: isRunning ? until : end, label: labelOf(grain, start), isRunning };
  });
}

/** The same day a year before; the end of a month stays one. */
export function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  if (isMonthEnd(day)) return addDays(addMonths(`${year}${day.slice(4)}`, 1), -1);
  return `${year}${day.slice(4)}`;
}

/** The last day of a month that is not after `day`. */
export function lastMonthEnd(day: string): string {
  return isMonthEnd(day) ? day : addDays(`${day.slice(0, 7)}-01`, -1);
}
