import { addDays } from '@union/schema/calendar.ts';
import type { ClosedPeriod } from '@union/warehouse/closed-periods/closed-periods.queries.ts';

/** How periods are written on a command line. */
export const PERIOD_FORMS = '2024-05 (month), 2024 (calendar year), union-2023 (union year from 1 October 2023)';

/** `2024-05`, `2024` or `union-2023` as a period; undefined for another text. */
export function parsePeriod(text: string): ClosedPeriod | undefined {
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (month) {
    const start = `${text}-01`;
    return { kind: 'month', start, end: addDays(`${addDays(start, 31).slice(0, 7)}-01`, -1) };
  }
  if (/^\d{4}$/.test(text)) return { kind: 'calendar_year', start: `${text}-01-01`, end: `${text}-12-31` };
  const union = /^union-(\d{4})$/.exec(text)?.[1];
  return union === undefined
    ? undefined
    : { kind: 'union_year', start: `${union}-10-01`, end: `${Number(union) + 1}-09-30` };
}
