/** Calendar days are strings `YYYY-MM-DD` everywhere; these are the only functions that reckon with them. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether `text` is a real day of the Gregorian calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const parts = DAY.exec(text);
  if (!parts) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** `day` moved by `count` days, backwards when negative. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** How many days from `from` to `until`; 0 for the same day, negative when `until` is earlier. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Whether `day` is the last of its month. */
export function isMonthEnd(day: string): boolean {
  return addDays(day, 1).endsWith('-01');
}

/** The day it is at `instant` in `timeZone`. */
export function dayIn(timeZone: string, instant: Date = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant);
}

/** The last day that is over at `instant` in `timeZone`: what a night speaks of. */
export function lastFullDay(timeZone: string, instant: Date = new Date()): string {
  return addDays(dayIn(timeZone, instant), -1);
}

/** The first day of the union year (1 October to 30 September) that holds `day`. */
export function unionYearStart(day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= '10-01' ? year : year - 1}-10-01`;
}

/** The first day of the month, calendar year or union year that holds `day`; a stock (`day`) has no period: null. */
export function periodStart(kind: 'day' | 'month' | 'calendar_year' | 'union_year', day: string): string | null {
  switch (kind) {
    case 'day':
      return null;
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'calendar_year':
      return `${day.slice(0, 4)}-01-01`;
    case 'union_year':
      return unionYearStart(day);
  }
}
