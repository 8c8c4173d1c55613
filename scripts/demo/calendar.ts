import { addDays, daysBetween, unionYearStart } from '@union/schema/calendar.ts';

/** The days on which the demo turns, all reckoned from `until`. */
export type Calendar = {
  /** The last full day the demo speaks of. */
  readonly until: string;
  /** Two years before `until`: where the story begins. */
  readonly start: string;
  /** The latest complete 1 January – 30 June not after `until`: the half-year of document 003. */
  readonly half: { readonly first: string; readonly last: string; readonly year: number };
  /** Quarter ends at which returns are made: the last one not after `start`, and all later ones up to `until`. */
  readonly quarterEnds: readonly string[];
  /** First day of the union year that holds `start`. */
  readonly unionYear: string;
};

/** @param until `YYYY-MM-DD`. */
export function calendarUntil(until: string): Calendar {
  const year = Number(until.slice(0, 4));
  const halfYear = until >= `${year}-06-30` ? year : year - 1;
  const start = yearsBefore(until, 2);
  const quarterEnds: string[] = [];
  for (let at = year - 3; at <= year; at++) {
    for (const end of ['03-31', '06-30', '09-30', '12-31']) quarterEnds.push(`${at}-${end}`);
  }
  const first = quarterEnds.filter((day) => day <= start).at(-1) as string;
  return {
    until,
    start,
    half: { first: `${halfYear}-01-01`, last: `${halfYear}-06-30`, year: halfYear },
    quarterEnds: quarterEnds.filter((day) => day >= first && day <= until),
    unionYear: unionYearStart(start),
  };
}

/** The same day `years` (a fraction too) before `day`; 29 February becomes the 28th. */
export function yearsBefore(day: string, years: number): string {
  if (!Number.isInteger(years)) return addDays(day, -Math.round(years * 365.25));
  const year = Number(day.slice(0, 4)) - years;
  return `${year}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
}

/** The share of the way from `from` to `to` that has passed at `day`, 0 to 1. */
export function progress(from: string, to: string, day: string): number {
  const whole = daysBetween(from, to);
  if (whole <= 0) return 1;
  return Math.min(Math.max(daysBetween(from, day) / whole, 0), 1);
}

/** The earlier of the days. */
export function earliest(...days: string[]): string {
  return days.toSorted()[0] ?? '';
}

/** The later of the days. */
export function latest(...days: string[]): string {
  return days.toSorted().at(-1) ?? '';
}
