import { addDays } from '@union/schema/calendar.ts';
import { Span } from '@union/warehouse/disclosure/span.ts';
import type { Truth } from './truth.ts';

/** A published figure of households, as its view gives it. */
export type FigureRow = {
  metric_id: string;
  scope_id: string;
  valid_from: string;
  period_kind: string;
  period_start: string | null;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  unclassified: number | null;
  state: string;
};

export const keyOf = (row: FigureRow) => [row.metric_id, row.scope_id, row.period_kind, row.valid_from].join(' ');
export const isShown = ({ state }: FigureRow) => state !== 'suppressed';

/** Metrics whose numerators are exact sums of payments. */
const EXACT = ['assistance_frontline_share', 'assistance_per_household', 'assistance_payments_per_household'];

const PROGRAMMES: Readonly<Record<string, string | null>> = {
  household_visit_two_month_rate: 'two_month',
  household_visit_two_month_rolling_rate: 'two_month',
  household_visit_quarterly_rate: 'quarterly',
  household_visit_quarterly_rolling_rate: 'quarterly',
  household_unvisited_share: null,
};

function windowStart(metric: string, until: string): string {
  if (metric === 'household_visit_two_month_rolling_rate') return addDays(until, -61);
  if (metric === 'household_visit_quarterly_rolling_rate') return addDays(until, -92);
  if (metric === 'household_unvisited_share') return until;
  const months = metric === 'household_visit_two_month_rate' ? 1 : 2;
  return `${until.slice(0, 4)}-${String(Number(until.slice(5, 7)) - months).padStart(2, '0')}-01`;
}

/** Keys of the shown figures that say a count of households too exactly: not rounded, of fewer than 20, or of 1 to 4. */
export function exactCounts(rows: readonly FigureRow[], truth: Truth, threshold: number): string[] {
  const rounded = (count: number) => Math.floor((count + Math.floor(threshold / 2)) / threshold) * threshold;
  const isTooFew = (count: number, least: number) => count > 0 && count < least;
  return rows.filter(isShown).flatMap((row) => {
    const members = truth.members(row.scope_id);
    const { metric_id: metric, valid_from: until, denominator, numerator } = row;
    if (metric === 'assistance_frontline_share') return [];
    if (row.value !== null && row.value !== (numerator ?? 0) / (denominator ?? 1)) return [keyOf(row)];
    if (EXACT.includes(metric)) {
      const households = truth.householdsPaid(members, String(row.period_start), until);
      return isTooFew(households, 4 * threshold) || denominator !== rounded(households) ? [keyOf(row)] : [];
    }
    const { files, counted } =
      metric === 'household_coverage_rate'
        ? truth.coverage(members, String(row.period_start), until)
        : truth.visits(members, windowStart(metric, until), until, PROGRAMMES[metric] ?? null);
    const isExact = numerator !== rounded(counted) || denominator !== rounded(files);
    return isExact || isTooFew(files, 4 * threshold) || isTooFew(counted, threshold) ? [keyOf(row)] : [];
  });
}

function monthsOf(from: string, until: string): string[] {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= until; day = `${addDays(day, 31).slice(0, 7)}-01`) {
    months.push(day.slice(0, 7));
  }
  return months;
}

function notBefore(day: string, first: string): string {
  if (day < first) return first;
  return day;
}

/** Sums of payments that a figure shows, as the months of federations that it is the sum of. */
export type Cell = { readonly members: readonly string[]; readonly from: string; readonly until: string };

export function cellOf(row: FigureRow, truth: Truth): Cell {
  return { members: truth.members(row.scope_id), from: String(row.period_start), until: row.valid_from };
}

/** The cells of all figures that are exact sums of payments and shown. */
export function shownCells(rows: readonly FigureRow[], truth: Truth): Cell[] {
  return rows.filter((row) => isShown(row) && EXACT.includes(row.metric_id)).map((row) => cellOf(row, truth));
}

export type Reckoned = {
  /** Sums of 1 to `threshold - 1` households that can be told from the cells. */
  readonly told: readonly string[];
  /** How many such sums there are, told or not. */
  readonly smallCount: number;
};

/**
 * Adds and subtracts cells in every way, and looks whether a sum of few households comes out: of every scope, every
 * federation's own payments, every two federations or scopes beside each other, over every run of months.
 */
export function reckon(
  cells: readonly Cell[],
  asked: {
    readonly truth: Truth;
    readonly scopes: readonly { scope_id: string; parent_scope_id: string | null }[];
    readonly first: string;
    readonly last: string;
    readonly threshold: number;
  },
): Reckoned {
  const { truth, scopes, first, last, threshold } = asked;
  const atomsOf = (members: readonly string[], from: string, until: string) =>
    members.flatMap((member) => monthsOf(notBefore(from, first), until).map((month) => `${member} ${month}`));
  const nothing = new Set<string>();
  const distinct = new Map<string, string[]>();
  for (const { members, from, until } of cells) {
    const atoms = atomsOf(members, from, until);
    distinct.set(atoms.join(), atoms);
    // A published cell without a payment tells that all its parts are nothing.
    if (truth.payments(members, notBefore(from, first), until) === 0) for (const atom of atoms) nothing.add(atom);
  }
  const known = (atoms: readonly string[]) => atoms.filter((atom) => !nothing.has(atom));
  const span = new Span();
  for (const atoms of distinct.values()) span.add(known(atoms));

  const { federations } = truth.registers;
  const sets = [
    ...scopes.map(({ scope_id }) => truth.members(scope_id)),
    ...federations.map(({ code }) => [code]),
    ...federations.flatMap((one) =>
      federations
        .filter((other) => other.code > one.code && other.parent === one.parent)
        .map((other) => [one.code, other.code]),
    ),
    ...scopes.flatMap((one) =>
      scopes
        .filter((other) => other.parent_scope_id === one.parent_scope_id && other.scope_id > one.scope_id)
        .map((other) => [...new Set([...truth.members(one.scope_id), ...truth.members(other.scope_id)])]),
    ),
  ].filter((members) => members.length > 0);
  const months = monthsOf(first, last);
  const told: string[] = [];
  let smallCount = 0;
  for (const members of new Map(sets.map((members) => [members.toSorted().join(), members])).values()) {
    for (const [at, begin] of months.entries()) {
      for (const end of months.slice(at)) {
        const until = addDays(`${addDays(`${end}-01`, 31).slice(0, 7)}-01`, -1);
        const households = truth.householdsPaid(members, `${begin}-01`, until);
        if (households === 0 || households >= threshold) continue;
        smallCount += 1;
        if (span.tells(known(atomsOf(members, `${begin}-01`, until))))
          told.push(`${members} ${begin} ${end}: ${households}`);
      }
    }
  }
  return { told, smallCount };
}

/** Numbers beside a state in any object of an answer, which must be those of a published figure. */
export function numbersIn(value: unknown, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const member of value) numbersIn(member, found);
  else if (typeof value === 'object' && value !== null) {
    const node = value as Record<string, unknown>;
    if ('numerator' in node && 'state' in node)
      found.push(`${node.numerator ?? null} ${node.denominator ?? null} ${node.state}`);
    for (const side of ['old', 'new']) {
      if (`${side}State` in node)
        found.push(`${node[`${side}Numerator`] ?? null} ${node[`${side}Denominator`] ?? null} ${node[`${side}State`]}`);
    }
    for (const member of Object.values(node)) numbersIn(member, found);
  }
  return found;
}
