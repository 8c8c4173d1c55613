import { addDays } from '@union/schema/calendar.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hideHistory } from './hide-history.ts';
import type { PeriodCell } from './scope-year.ts';

const THRESHOLD = 5;
const MONTHS = 27;
const FIRST_YEAR = 2022;

/** A payment: which unit paid (a town, or the county itself), in which month, to which household (null: to none). */
type Payment = { unit: number; month: number; household: number | null };

const monthEnd = (month: number) =>
  addDays(`${FIRST_YEAR + Math.floor((month + 1) / 12)}-${String(((month + 1) % 12) + 1).padStart(2, '0')}-01`, -1);
const startOf = (kind: PeriodCell['periodKind'], month: number) => {
  if (kind === 'month') return month;
  return kind === 'calendar_year' ? month - (month % 12) : month - ((month + 3) % 12);
};
const firstDay = (month: number) => (month < 0 ? `${FIRST_YEAR - 1}-10-01` : `${monthEnd(month).slice(0, 7)}-01`);

function householdsOf(payments: readonly Payment[]): number {
  return new Set(payments.flatMap(({ household }) => household ?? [])).size;
}

/** Every cell of a county (unit 0 is what it pays itself) and its towns, with what each is a sum of. */
function historyOf(payments: readonly Payment[], towns: number): (PeriodCell & { atoms: string[] })[] {
  const kinds = ['month', 'calendar_year', 'union_year'] as const;
  // A scope has cells from its first payment on.
  const firstMonth = (members: number[]) =>
    Math.min(MONTHS, ...payments.filter(({ unit }) => members.includes(unit)).map(({ month }) => month));
  const units = [...Array(towns + 1).keys()];
  return Array.from({ length: MONTHS }, (_, month) =>
    kinds.flatMap((periodKind) => {
      const start = startOf(periodKind, month);
      const within = payments.filter((payment) => payment.month >= start && payment.month <= month);
      const months = Array.from({ length: month - Math.max(0, start) + 1 }, (_, i) => Math.max(0, start) + i);
      const period = { asOf: monthEnd(month), periodKind, periodStart: firstDay(start) };
      const cell = (scopeId: string, parentScopeId: string | null, members: number[], direct: Payment[]) => {
        const paid = within.filter((payment) => members.includes(payment.unit));
        if (month < firstMonth(members)) return [];
        return {
          ...{ ...period, scopeId, parentScopeId, households: householdsOf(paid), grants: paid.length },
          ...{ directHouseholds: householdsOf(direct), directGrants: direct.length },
          atoms: members.flatMap((unit) => months.map((m) => `${unit} ${m}`)),
        };
      };
      const own = (unit: number) => within.filter((payment) => payment.unit === unit);
      return [
        cell('city', null, units, []),
        cell('county', 'city', units, own(0)),
        ...units.slice(1).map((unit) => cell(`town${unit}`, 'county', [unit], own(unit))),
      ];
    }),
  ).flat(2);
}

const history = fc.integer({ min: 1, max: 4 }).chain((towns) =>
  fc.record({
    towns: fc.constant(towns),
    payments: fc.array(
      fc.record({
        unit: fc.nat({ max: towns }),
        month: fc.nat({ max: MONTHS - 1 }),
        households: fc.integer({ min: 0, max: 14 }),
        from: fc.nat({ max: 3 }),
      }),
      { minLength: 1, maxLength: 24 },
    ),
  }),
);

/** Adds and subtracts published cells in every way: reduces their rows to echelon form over the rationals. */
class Span {
  private readonly rows: Map<string, number>[] = [];

  add(atoms: Iterable<string>): void {
    const row = this.reduce(new Map([...atoms].map((atom) => [atom, 1])));
    if (row.size > 0) this.rows.push(row);
  }

  /** Whether the sum of these atoms can be told from what was added. */
  tells(atoms: Iterable<string>): boolean {
    return this.reduce(new Map([...atoms].map((atom) => [atom, 1]))).size === 0;
  }

  private reduce(row: Map<string, number>): Map<string, number> {
    for (const known of this.rows) {
      const [pivot, factor] = known.entries().next().value ?? ['', 1];
      const weight = (row.get(pivot) ?? 0) / factor;
      if (weight === 0) continue;
      for (const [atom, value] of known) {
        const left = (row.get(atom) ?? 0) - weight * value;
        if (Math.abs(left) < 1e-9) row.delete(atom);
        else row.set(atom, left);
      }
    }
    return row;
  }
}

test('no sum or difference of published cells tells of fewer than five households', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(history, ({ towns, payments: bundles }) => {
      const payments = bundles.flatMap(({ unit, month, households, from }): Payment[] =>
        // Households of one unit: the same ones may be paid again in another month.
        // None: a payment to nobody's household.
        households === 0
          ? [{ unit, month, household: null }]
          : Array.from({ length: households }, (_, i) => ({ unit, month, household: unit * 1000 + from * 5 + i })),
      );
      const cells = historyOf(payments, towns);
      const gone = new Set(hideHistory(cells, THRESHOLD));
      // A published cell without a payment tells that all its parts are nothing.
      const nothing = new Set(
        cells.filter((cell) => !gone.has(cell) && cell.grants === 0).flatMap((cell) => cell.atoms),
      );
      const paidAtoms = (cell: Pick<(typeof cells)[number], 'atoms'>) =>
        cell.atoms.filter((atom) => !nothing.has(atom));
      const told = new Span();
      for (const cell of cells) if (!gone.has(cell)) told.add(paidAtoms(cell));
      for (const cell of cells) {
        if (cell.households === 0 || cell.households >= THRESHOLD) continue;
        expect(told.tells(paidAtoms(cell)), `${cell.scopeId} ${cell.periodKind} ${cell.asOf}`).toBe(false);
      }
      // Any run of months of any unit, though it has no cell of its own; unit 0 is what the county paid itself.
      for (let unit = 0; unit <= towns; unit++) {
        for (let from = 0; from < MONTHS; from++) {
          for (let until = from; until < Math.min(MONTHS, from + 6); until++) {
            const within = payments.filter((p) => p.unit === unit && p.month >= from && p.month <= until);
            const households = householdsOf(within);
            if (households === 0 || households >= THRESHOLD) continue;
            const atoms = Array.from({ length: until - from + 1 }, (_, i) => `${unit} ${from + i}`);
            expect(told.tells(paidAtoms({ atoms })), `unit ${unit}, months ${from} to ${until}`).toBe(false);
          }
        }
      }
    }),
    { numRuns: 600 },
  );
});

test('a history without a small cell hides nothing', () => {
  const payments = Array.from({ length: MONTHS * 3 * 6 }, (_, i) => ({
    ...{ month: Math.floor(i / 18), unit: Math.floor(i / 6) % 3, household: i },
  }));
  expect(hideHistory(historyOf(payments, 2), THRESHOLD)).toEqual([]);
});

/** Payments of one month to that many households by each unit. */
function paid(month: number, ...households: number[]): Payment[] {
  return households.flatMap((count, unit) =>
    Array.from({ length: count }, (_, i) => ({ unit, month, household: unit * 100 + i })),
  );
}

function shown(payments: Payment[], towns: number, month: number, kind: PeriodCell['periodKind']): string[] {
  const cells = historyOf(payments, towns);
  const gone = new Set<PeriodCell>(hideHistory(cells, THRESHOLD));
  return cells
    .filter((cell) => cell.asOf === monthEnd(month) && cell.periodKind === kind && !gone.has(cell))
    .map((cell) => cell.scopeId);
}

test('a small cell takes the smallest of its siblings with it', () => {
  expect(shown(paid(0, 0, 3, 20, 6, 10), 4, 0, 'month')).toEqual(['city', 'county', 'town2', 'town4']);
});

test('two small cells of five together need no third', () => {
  expect(shown(paid(0, 0, 3, 2, 10), 3, 0, 'month')).toEqual(['city', 'county', 'town3']);
});

test('what the county paid itself stands beside a small cell as a sibling nobody sees', () => {
  expect(shown(paid(0, 8, 3, 10), 2, 0, 'month')).toEqual(['city', 'county', 'town2']);
});

test('a small remainder of the county itself takes a town with it', () => {
  expect(shown(paid(0, 2, 6, 10), 2, 0, 'month')).toEqual(['city', 'county', 'town2']);
});

test('a small only town is shown neither by its county nor by its city', () => {
  expect(shown(paid(0, 0, 3), 1, 0, 'month')).toEqual([]);
});

test('a small month joins the next large one: neither is shown alone, nor the running total between them', () => {
  const payments = [...paid(0, 9), ...paid(1, 3), ...paid(2, 8), ...paid(3, 7)];
  const monthsShown = [0, 1, 2, 3].filter((month) => shown(payments, 0, month, 'month').includes('county'));
  const totalsShown = [0, 1, 2, 3].filter((month) => shown(payments, 0, month, 'calendar_year').includes('county'));
  expect(monthsShown).toEqual([0, 3]);
  expect(totalsShown).toEqual([0, 2, 3]);
});

test('a cell of another tree with the same payments is hidden with it', () => {
  const cells = historyOf(paid(0, 0, 3, 20, 6), 3);
  const twins = cells.map((cell) => ({
    ...cell,
    scopeId: `region-${cell.scopeId}`,
    parentScopeId: cell.parentScopeId && `region-${cell.parentScopeId}`,
    twinScopeId: cell.scopeId,
  }));
  const gone = new Set(hideHistory([...cells, ...twins], THRESHOLD).map((cell) => cell.scopeId));
  expect([...gone].toSorted()).toEqual(['region-town1', 'region-town3', 'town1', 'town3']);
});
