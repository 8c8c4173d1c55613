import { addDays, daysBetween } from '@union/schema/calendar.ts';
import { HAND_IN_HAND, programmeDay, VISITS } from '../assistance.ts';
import { type Calendar, latest } from '../calendar.ts';
import { towns } from '../places.ts';
import type { Random } from '../random.ts';
import type { HouseholdRow, VisitRow } from '../tables.ts';
import { byDay } from './numbers.ts';

/** Households of the programme whose third visit of the half-year did not take place; the money was sent. */
const MISSED_IN_MAY: ReadonlySet<number> = new Set([31, 58, 90]);
/** The sixth team falls behind after the half-year. */
const SLOW_TEAM = 5;

/** Visits to files while they are open: two months' windows by seven teams, quarters and festivals by the towns. */
export function householdVisits(seed: Random, households: readonly HouseholdRow[], calendar: Calendar): VisitRow[] {
  const random = seed.fork('visits');
  const rows: VisitRow[] = [];
  const visit = (file: HouseholdRow, day: string, programme: VisitRow['programme'], team: string | null): void => {
    const isOpen = file.opened_on <= day && (file.closed_on === null || day < file.closed_on);
    if (isOpen && day <= calendar.until) rows.push({ file_no: file.file_no, visited_on: day, programme, team });
  };
  const programme = households.filter(({ team }) => team !== null);
  const { year } = calendar.half;
  for (const [at, file] of programme.entries()) {
    for (const day of teamDays(at, year)) visit(file, day, 'two_month', file.team);
  }
  const visitsOf = Map.groupBy(rows, ({ file_no }) => file_no);
  const quarters = quartersOf(calendar);
  const diligence = new Map(towns.map((town) => [town.code, random.between(0.74, 0.99)]));
  for (const file of households) {
    const own = visitsOf.get(file.file_no) ?? [];
    for (const { first, last } of quarters) {
      // One visit serves both rules, and is booked to both.
      const team = own.find(({ visited_on }) => visited_on >= first && visited_on <= last);
      if (team) visit(file, team.visited_on, 'quarterly', team.team);
      else if (random.chance(diligence.get(file.region_code) ?? 0.9)) {
        const from = latest(first, file.opened_on);
        if (from <= last) visit(file, addDays(from, random.integer(0, daysBetween(from, last))), 'quarterly', null);
      }
    }
    if (file.team !== null) continue;
    for (const at of [year - 1, year, year + 1]) {
      if (random.chance(0.86)) visit(file, `${at}-01-${random.integer(10, 29)}`, 'festival', null);
    }
  }
  return byDay(rows, ({ visited_on }) => visited_on);

  /** In the half-year with the money; afterwards each team in its own weeks, and not every window. */
  function teamDays(at: number, start: number): string[] {
    const days = Array.from({ length: VISITS }, (_, count) => programmeDay(start, count, at));
    if (MISSED_IN_MAY.has(at)) days.pop();
    const team = at % HAND_IN_HAND.teams;
    for (const window of ['07', '09', '11', '01', '03', '05']) {
      const first = `${Number(window) < 7 ? start + 1 : start}-${window}-01`;
      const day = addDays(first, 6 + team * 6 + random.integer(0, 11));
      if (random.chance(team === SLOW_TEAM ? 0.72 : 0.96)) days.push(day);
    }
    return days;
  }
}

function quartersOf({ start, until }: Calendar): { first: string; last: string }[] {
  const quarters = [];
  for (let year = Number(start.slice(0, 4)); year <= Number(until.slice(0, 4)); year++) {
    for (const [first, last] of [
      ['01-01', '03-31'],
      ['04-01', '06-30'],
      ['07-01', '09-30'],
      ['10-01', '12-31'],
    ]) {
      quarters.push({ first: `${year}-${first}`, last: `${year}-${last}` });
    }
  }
  return quarters;
}
