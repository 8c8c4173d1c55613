import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HiddenPrefix, hidePrefixes } from './hide-prefixes.ts';
import { HouseholdParts, type PartRow } from './household-parts.ts';
import { Span } from './span.ts';

const THRESHOLD = 5;
const MONTHS = 27;
const kinds = ['month', 'calendar_year', 'union_year'] as const;
type Kind = (typeof kinds)[number];

/** A payment: which unit paid, in which month, to which household (null: to none). */
type Payment = { unit: number; month: number; household: number | null };

/** Units by place, the unit above each; the first is the top. */
type Tree = readonly (number | null)[];

/** A county (unit 1) under its city (unit 0), and its towns. */
const countyOf = (towns: number): Tree => [null, 0, ...Array.from({ length: towns }, () => 1)];

function householdsOf(payments: readonly Payment[]): number {
  return new Set(payments.flatMap(({ household }) => household ?? [])).size;
}

function beneath(tree: Tree, unit: number): number[] {
  return [unit, ...[...tree.keys()].filter((child) => tree[child] === unit).flatMap((child) => beneath(tree, child))];
}

/** What each unit paid in the months of a year, each household counted where it was paid first. */
function partsOf(tree: Tree, payments: readonly Payment[], year: number): HouseholdParts {
  const ordered = payments.toSorted((a, b) => a.month - b.month || a.unit - b.unit);
  const homes = new Map<number, number>();
  for (const { household, unit } of ordered)
    if (household !== null && !homes.has(household)) homes.set(household, unit);
  const seen = new Map<string, number>();
  const rows: PartRow[] = [];
  for (const { unit, month, household } of ordered) {
    if (Math.floor(month / 12) !== year) continue;
    const step = (month % 12) + 1;
    const before = seen.get(`${unit} ${household}`) ?? 0;
    const isCounted = household !== null && homes.get(household) === unit && before !== step;
    rows.push({
      ...{ federationCode: String(unit), step, previousStep: isCounted ? before : 0, households: isCounted ? 1 : 0 },
      ...{ householdPayments: household === null ? 0 : 1, payments: 1 },
    });
    seen.set(`${unit} ${household}`, step);
  }
  return new HouseholdParts(
    tree.map((parent, unit) => ({ federationCode: String(unit), parentCode: parent === null ? null : String(parent) })),
    rows,
    12,
  );
}

type Cell = { unit: number; kind: Kind; from: number; until: number };

/** Every cell of every unit until a month, and whether it is shown. */
function cellsOf(tree: Tree, payments: readonly Payment[], months = MONTHS): { shown: Cell[]; gone: Cell[] } {
  const known = payments.filter(({ month }) => month < months);
  const hidden = new Set<string>();
  const note = (year: number) => (prefix: HiddenPrefix) => {
    if (prefix.of === 'scope') hidden.add(`${prefix.federationCode} ${year * 12 + prefix.step}`);
  };
  for (let year = 0; year * 12 < months; year++) {
    hidePrefixes(partsOf(tree, known, year), THRESHOLD).forEach(note(year));
  }
  const isTold = (unit: number, month: number) => month % 12 === 0 || !hidden.has(`${unit} ${month}`);
  const isYearTold = (unit: number, month: number) => !hidden.has(`${unit} ${month}`);
  const shows = ({ unit, kind, from, until }: Cell) => {
    const end = until + 1;
    if (!isYearTold(unit, end)) return false;
    if (kind === 'calendar_year') return true;
    if (kind === 'month') return isTold(unit, from);
    // A union year is of the autumn of one calendar year and what follows in the next.
    return (
      from < 0 ||
      (isTold(unit, from) && (Math.floor(from / 12) === Math.floor(until / 12) || isYearTold(unit, from + 3)))
    );
  };
  const cells = [...tree.keys()].flatMap((unit) =>
    Array.from({ length: months }, (_, month) =>
      kinds.map((kind): Cell => {
        const from =
          kind === 'month' ? month : kind === 'calendar_year' ? month - (month % 12) : month - ((month + 3) % 12);
        return { unit, kind, from, until: month };
      }),
    ).flat(),
  );
  return { shown: cells.filter(shows), gone: cells.filter((cell) => !shows(cell)) };
}

function atomsOf(tree: Tree, { unit, from, until }: Cell): string[] {
  const months = Array.from({ length: until - Math.max(0, from) + 1 }, (_, i) => Math.max(0, from) + i);
  return beneath(tree, unit).flatMap((member) => months.map((month) => `${member} ${month}`));
}

/** Fails when what is published tells of 1 to 4 households: each unit with and without those beneath, each run of months. */
function checkNothingTold(tree: Tree, payments: readonly Payment[]): void {
  const { shown, gone } = cellsOf(tree, payments);
  const within = ({ unit, from, until }: Cell, members = beneath(tree, unit)) =>
    payments.filter((p) => members.includes(p.unit) && p.month >= from && p.month <= until);
  // A published cell without a payment tells that all its parts are nothing.
  const nothing = new Set(shown.filter((cell) => within(cell).length === 0).flatMap((cell) => atomsOf(tree, cell)));
  const paid = (atoms: readonly string[]) => atoms.filter((atom) => !nothing.has(atom));
  const told = new Span();
  for (const cell of shown) told.add(paid(atomsOf(tree, cell)));
  for (const cell of [...shown, ...gone]) {
    const households = householdsOf(within(cell));
    if (households === 0 || households >= THRESHOLD) continue;
    expect(told.tells(paid(atomsOf(tree, cell))), JSON.stringify(cell)).toBe(false);
  }
  const isSmall = (paidThen: readonly Payment[]) => householdsOf(paidThen) > 0 && householdsOf(paidThen) < THRESHOLD;
  // Any run of months of any unit, and of any units together where there are few, though they have no cell of their own.
  const units = [...tree.keys()];
  const months = [...new Set(payments.map(({ month }) => month))].toSorted((one, other) => one - other);
  const sets = units.length > 6 ? units.map((unit) => [unit]) : subsetsOf(units);
  for (const members of sets) {
    for (const from of months) {
      for (const until of months) {
        if (until < from || until > from + 12 || !isSmall(within({ unit: 0, kind: 'month', from, until }, members)))
          continue;
        const atoms = members.flatMap((member) =>
          Array.from({ length: until - from + 1 }, (_, i) => `${member} ${from + i}`),
        );
        expect(told.tells(paid(atoms)), `units ${members}, months ${from} to ${until}`).toBe(false);
      }
    }
  }
}

function subsetsOf(units: readonly number[]): number[][] {
  return Array.from({ length: 2 ** units.length - 1 }, (_, at) => units.filter((unit) => ((at + 1) >> unit) & 1));
}

const bundles = (units: number) =>
  fc.array(
    fc.record({
      unit: fc.nat({ max: units - 1 }),
      month: fc.nat({ max: MONTHS - 1 }),
      households: fc.integer({ min: 0, max: 14 }),
      from: fc.nat({ max: 3 }),
    }),
    { minLength: 1, maxLength: 24 },
  );

/** Payments of bundles; `spread` is how far apart the households of two units lie, so that below 30 they share some. */
function paymentsOf(
  given: readonly { unit: number; month: number; households: number; from: number }[],
  spread = 1000,
) {
  return given.flatMap(({ unit, month, households, from }): Payment[] =>
    // The same households may be paid again in another month. None: a payment to nobody's household.
    households === 0
      ? [{ unit, month, household: null }]
      : Array.from({ length: households }, (_, i) => ({ unit, month, household: unit * spread + from * 5 + i })),
  );
}

test('no sum or difference of published cells tells of fewer than five households', { timeout: 240_000 }, () => {
  const counties = fc
    .integer({ min: 1, max: 4 })
    .chain((towns) => fc.record({ tree: fc.constant(countyOf(towns)), given: bundles(towns + 2) }));
  fc.assert(
    fc.property(counties, ({ tree, given }) => checkNothingTold(tree, paymentsOf(given))),
    { numRuns: 300 },
  );
});

test('nor in a federation of any shape, where households are paid by several', { timeout: 240_000 }, () => {
  const shapes = fc.integer({ min: 2, max: 8 }).chain((units) =>
    fc.record({
      tree: fc.tuple(
        ...Array.from({ length: units }, (_, unit) => (unit === 0 ? fc.constant(null) : fc.nat({ max: unit - 1 }))),
      ),
      given: bundles(units),
      spread: fc.constantFrom(3, 8, 1000),
    }),
  );
  fc.assert(
    fc.property(shapes, ({ tree, given, spread }) => checkNothingTold(tree, paymentsOf(given, spread))),
    { numRuns: 300 },
  );
});

test('nor where nearly every cell is small', { timeout: 240_000 }, () => {
  const dense = fc.integer({ min: 2, max: 6 }).chain((units) =>
    fc.record({
      tree: fc.tuple(
        ...Array.from({ length: units }, (_, unit) => (unit === 0 ? fc.constant(null) : fc.nat({ max: unit - 1 }))),
      ),
      given: fc.array(
        fc.record({
          unit: fc.nat({ max: units - 1 }),
          month: fc.constantFrom(0, 1, 2, 8, 9, 11, 12),
          households: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 12),
          from: fc.nat({ max: 3 }),
        }),
        { minLength: 4, maxLength: 30 },
      ),
      spread: fc.constantFrom(3, 8, 1000),
    }),
  );
  fc.assert(
    fc.property(dense, ({ tree, given, spread }) => checkNothingTold(tree, paymentsOf(given, spread))),
    { numRuns: 600 },
  );
});

test('a later night hides the same of what an earlier one published', () => {
  fc.assert(
    fc.property(bundles(6), fc.integer({ min: 1, max: MONTHS }), (given, months) => {
      const payments = paymentsOf(given);
      const early = cellsOf(countyOf(4), payments, months).shown;
      const late = cellsOf(countyOf(4), payments).shown.filter((cell) => cell.until < months);
      expect(late).toEqual(early);
    }),
    { numRuns: 100 },
  );
});

test('where no cell is small everything is published', () => {
  const payments = Array.from({ length: MONTHS * 3 * 6 }, (_, i): Payment => {
    return {
      month: Math.floor(i / 18),
      unit: 1 + (Math.floor(i / 6) % 3),
      household: 6 * (Math.floor(i / 6) % 3) + (i % 6),
    };
  });
  expect(cellsOf(countyOf(2), payments).gone).toEqual([]);
});

/** Payments of one month to that many households by the county and each of its towns. */
function paid(month: number, ...households: number[]): Payment[] {
  return households.flatMap((count, unit) =>
    Array.from({ length: count }, (_, i) => ({ unit: unit + 1, month, household: unit * 100 + i })),
  );
}

const names = ['city', 'county', 'town1', 'town2', 'town3', 'town4'];

function shown(payments: Payment[], towns: number, month: number, kind: Kind): string[] {
  return cellsOf(countyOf(towns), payments)
    .shown.filter((cell) => cell.until === month && cell.kind === kind)
    .map(({ unit }) => names[unit] as string);
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

test('who was hidden beside a small town stays the one while the town is small', () => {
  const payments = [...paid(0, 0, 3, 6, 10), ...paid(1, 0, 1, 12, 6)];
  expect(shown(payments, 3, 0, 'month')).toEqual(['city', 'county', 'town3']);
  expect(shown(payments, 3, 1, 'month')).toEqual(['city', 'county', 'town3']);
});
