import type { DuckDBConnection } from '@duckdb/node-api';
import { addDays } from '@union/schema/calendar.ts';
import { openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { createRawTable } from '@union/warehouse/extract/extract.ts';
import { registers } from '@union/warehouse/extract/registers.ts';
import { attachPublished, makeModels } from '@union/warehouse/models/run-models.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** The event sweep against the definitions of the figures, taken literally: every day, every enterprise, every link. */

const AS_OF = '2024-03-31';
const DAYS = 60;
const FIRST = addDays(AS_OF, 1 - DAYS);
const TOWNS = ['320924100', '320924101'] as const;
const PARKS = { P1: '320924100', P2: '320924101' } as const;

type Span = { from: string; to: string | null };
type Period = Span & { region: string; park: string | null };
type Union = { approved: string; termEnds: string | null; dissolved: string | null; findings: Finding[] };
type Finding = { checked: string; result: string; rectified: string | null };
type Link = Span & { union: number; kind: string };
type Enterprise = {
  periods: Period[];
  links: Link[];
  headcounts: { day: string; source: string; count: number }[];
  memberships: { day: string; source: string; count: number }[];
  membersRegisteredOn: string | null;
};
type Member = Span & { key: string; enterprise: number; validity: string };
type Register = { unions: Union[]; enterprises: Enterprise[]; members: Member[] };

const day = fc.integer({ min: -5, max: DAYS + 3 }).map((n) => addDays(FIRST, n));
const laterDay = (from: string) => fc.integer({ min: 1, max: 30 }).map((n) => addDays(from, n));
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const span = day.chain((from) => fc.record({ from: fc.constant(from), to: orNull(laterDay(from)) }));
const byDay = <T extends { day: string; source: string }>(rows: fc.Arbitrary<T>) =>
  fc.uniqueArray(rows, { maxLength: 4, selector: (row) => `${row.day} ${row.source}` });

const union: fc.Arbitrary<Union> = day.chain((approved) =>
  fc.record({
    approved: fc.constant(approved),
    // With a grace of one month, a term can lapse inside the days that are looked at.
    termEnds: orNull(laterDay(approved)),
    dissolved: orNull(laterDay(approved)),
    findings: fc.uniqueArray(
      day.chain((checked) =>
        fc.record({
          checked: fc.constant(checked),
          result: fc.constantFrom('normal', 'shell', 'zombie', 'problem'),
          rectified: orNull(fc.integer({ min: 0, max: 20 }).map((n) => addDays(checked, n))),
        }),
      ),
      { maxLength: 3, selector: (finding) => finding.checked },
    ),
  }),
);

/** Periods of one enterprise follow each other without overlap, with or without a gap. */
const periods = fc
  .tuple(
    day,
    fc.array(
      fc.record({
        length: fc.integer({ min: 1, max: 40 }),
        gap: fc.integer({ min: 0, max: 5 }),
        town: fc.constantFrom(...TOWNS),
        park: orNull(fc.constantFrom('P1', 'P2')),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    fc.boolean(),
  )
  .map(([start, pieces, isOpen]) => {
    let from = start;
    return pieces.map(({ length, gap, town, park }, i): Period => {
      const to = addDays(from, length);
      const period = { from, to: isOpen && i === pieces.length - 1 ? null : to, region: town, park };
      from = addDays(to, gap);
      return period;
    });
  });

const register: fc.Arbitrary<Register> = fc.record({
  unions: fc.array(union, { minLength: 1, maxLength: 3 }),
  enterprises: fc.array(
    fc.record({
      periods,
      links: fc.array(
        fc
          .tuple(span, fc.nat({ max: 2 }), fc.constantFrom('independent', 'joint', 'organiser', 'federation_secondary'))
          .map(([{ from, to }, unionNo, kind]) => ({ from, to, union: unionNo, kind })),
        { maxLength: 3 },
      ),
      headcounts: byDay(
        fc.record({ day, source: fc.constantFrom('census', 'return', 'social_insurance'), count: fc.nat({ max: 99 }) }),
      ),
      memberships: byDay(fc.record({ day, source: fc.constantFrom('census', 'return'), count: fc.nat({ max: 99 }) })),
      membersRegisteredOn: orNull(day),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  members: fc.array(
    fc
      .tuple(span, fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 3 }), fc.constantFrom('valid', 'valid', 'duplicate'))
      .map(([{ from, to }, key, enterprise, validity]) => ({ from, to, key, enterprise, validity })),
    { maxLength: 6 },
  ),
});

const rules = { ...defaultRules, dailyDays: DAYS, termGraceMonths: 1 };

test('the sweep counts what a count of every day would', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(register, async (given) => {
      const instance = await openDuckDb(':memory:', { threads: 2 });
      try {
        const connection = await instance.connect();
        await fill(connection, given);
        await makeModels(connection, AS_OF, rules, { wanted: ['coverage', 'union_quality', 'day'] });
        expect(await coverageOf(connection)).toEqual(naiveCoverage(given));
        expect(await unionQualityOf(connection)).toEqual(naiveUnionQuality(given));
      } finally {
        instance.closeSync();
      }
    }),
    { numRuns: 40 },
  );
});

type Counts = Record<string, number | null>;

async function coverageOf(connection: DuckDBConnection): Promise<Record<string, Counts>> {
  const rows = await rowsOf<Counts & { as_of: string; scope_id: string; source: string }>(
    connection,
    `select as_of, coverage.* exclude (segment, valid_from, valid_to)
      from coverage join day on as_of >= valid_from and as_of < valid_to
      where segment = 'all' and as_of >= '${FIRST}' order by scope_id, as_of`,
  );
  return Object.fromEntries(rows.map(({ as_of, scope_id, source: _, ...counts }) => [`${scope_id} ${as_of}`, counts]));
}

function unionQualityOf(connection: DuckDBConnection): Promise<Counts[]> {
  return rowsOf<Counts>(
    connection,
    `select as_of, active_union_count as active, checked_union_count as checked, shell_zombie_count as ineffective
      from union_quality join day on as_of >= valid_from and as_of < valid_to
      where scope_id = 'federation:320924' and as_of >= '${FIRST}' order by as_of`,
  );
}

/** Literally: for each day from the first approval, look at each union. */
function naiveUnionQuality({ unions }: Register): Record<string, string | number>[] {
  const rows: Record<string, string | number>[] = [];
  // A union that never was active leaves no row.
  const lived = unions.filter((u) => isUnionActive(u, u.approved)).map((u) => u.approved);
  const first = lived.toSorted()[0];
  if (first === undefined) return rows;
  for (let at = [first, FIRST].toSorted()[1] ?? FIRST; at <= AS_OF; at = addDays(at, 1)) {
    const active = unions.filter((u) => isUnionActive(u, at));
    rows.push({
      as_of: at,
      active: active.length,
      checked: active.filter((u) => u.findings.some((f) => f.checked <= at)).length,
      ineffective: active.filter((u) => !isUnionEffective(u, at)).length,
    });
  }
  return rows;
}

function covers(from: string, to: string | null, at: string): boolean {
  return from <= at && (to === null || at < to);
}

/** Literally: for each day and scope, look at each enterprise. */
function naiveCoverage({ unions, enterprises, members }: Register): Record<string, Counts> {
  const result: Record<string, Counts> = {};
  const known = new Set<string>();
  const firstDay = [...enterprises.flatMap((e) => e.periods.map((p) => p.from))].toSorted()[0] ?? FIRST;
  for (let at = [firstDay, FIRST].toSorted()[0] ?? FIRST; at <= AS_OF; at = addDays(at, 1)) {
    const sums = new Map<string, Counts>();
    const home = memberHomes(enterprises, members, at);
    for (const [no, enterprise] of enterprises.entries()) {
      const period = enterprise.periods.find((p) => covers(p.from, p.to, at));
      if (!period) continue;
      const scopes = ['region:000000', 'region:320924', `region:${period.region}`, 'federation:320924'];
      if (period.park) scopes.push(`park:${period.park}`);
      const links = enterprise.links.filter(
        (link) => covers(link.from, link.to, at) && link.union < unions.length && isUnionActive(unions[link.union], at),
      );
      const primary = links.filter((link) => link.kind === 'independent' || link.kind === 'joint');
      const isCovered = primary.length > 0;
      const isEffective = primary.some((link) => isUnionEffective(unions[link.union], at));
      const workers = latest(enterprise.headcounts, at) ?? 0;
      const isRegistered = enterprise.membersRegisteredOn !== null && enterprise.membersRegisteredOn <= at;
      const memberCount = isRegistered
        ? [...home.values()].filter((e) => e === no).length
        : (latest(enterprise.memberships, at) ?? 0);
      for (const scope of scopes) {
        known.add(scope);
        const sum = sums.get(scope) ?? empty();
        sums.set(scope, sum);
        add(sum, 'enterprise_count', 1);
        add(sum, 'covered_count', Number(isCovered));
        add(sum, 'effective_covered_count', Number(isEffective));
        add(sum, 'secondary_covered_count', Number(links.some((link) => link.kind === 'federation_secondary')));
        add(sum, 'worker_count', workers);
        add(sum, 'member_count', memberCount);
        add(sum, 'effective_member_count', isEffective ? memberCount : 0);
        add(sum, 'covered_worker_count', isCovered ? workers : 0);
        add(sum, 'covered_member_count', isCovered ? memberCount : 0);
      }
    }
    if (at >= FIRST) for (const scope of known) result[`${scope} ${at}`] = sums.get(scope) ?? empty();
  }
  return result;
}

function empty(): Counts {
  return {
    ...{ enterprise_count: 0, covered_count: 0, effective_covered_count: 0, secondary_covered_count: 0 },
    ...{
      worker_count: 0,
      member_count: 0,
      effective_member_count: 0,
      covered_worker_count: 0,
      covered_member_count: 0,
    },
  };
}

function add(counts: Counts, name: string, value: number): void {
  counts[name] = (counts[name] ?? 0) + value;
}

function isUnionActive(union: Union | undefined, at: string): boolean {
  if (!union || at < union.approved || (union.dissolved !== null && at >= union.dissolved)) return false;
  return union.termEnds === null || at < monthLater(union.termEnds);
}

function isUnionEffective(union: Union | undefined, at: string): boolean {
  const finding = union?.findings
    .filter((f) => f.checked <= at)
    .toSorted((a, b) => (a.checked < b.checked ? 1 : -1))[0];
  if (!finding || (finding.result !== 'shell' && finding.result !== 'zombie')) return true;
  return finding.rectified !== null && finding.rectified <= at;
}

/** The same day of the next month, or that month's last day. */
function monthLater(text: string): string {
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10);
}

const order = defaultRules.sourceOrder;
function latest(rows: readonly { day: string; source: string; count: number }[], at: string): number | undefined {
  return rows
    .filter((row) => row.day <= at)
    .toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : order.indexOf(a.source) - order.indexOf(b.source)))[0]
    ?.count;
}

/** Where each person counts on a day: among enterprises that count by name, the one joined last. */
function memberHomes(enterprises: readonly Enterprise[], members: readonly Member[], at: string): Map<string, number> {
  const homes = new Map<string, Member>();
  for (const member of members) {
    const enterprise = enterprises[member.enterprise];
    const registered = enterprise?.membersRegisteredOn;
    const counts =
      member.validity === 'valid' &&
      covers(member.from, member.to, at) &&
      registered &&
      registered <= at &&
      enterprise.periods.some((p) => covers(p.from, p.to, at));
    if (!counts) continue;
    const held = homes.get(member.key);
    const isLater =
      !held || member.from > held.from || (member.from === held.from && member.enterprise < held.enterprise);
    if (isLater) homes.set(member.key, member);
  }
  return new Map([...homes].map(([key, member]) => [key, member.enterprise]));
}

async function fill(connection: DuckDBConnection, { unions, enterprises, members }: Register): Promise<void> {
  await attachPublished(connection, ':memory:');
  for (const table of registers) await createRawTable(connection, table);
  /** Fills the first columns of a table; the others stay null. */
  const insert = async (table: string, rows: (string | number | boolean | null)[][]) => {
    if (rows.length === 0) return;
    const columns = registers.find(({ name }) => name === table)?.columns.slice(0, rows[0]?.length) ?? [];
    const text = (value: string | number | boolean | null) =>
      typeof value === 'string' ? `'${value}'` : String(value);
    await connection.run(
      `insert into raw_${table} (${columns.map(({ name }) => name).join(', ')})
        values ${rows.map((row) => `(${row.map(text).join(', ')})`).join(', ')}`,
    );
  };
  await insert('region', [
    ['000000', '全国', 'nation', null, null, null],
    ['320924', '射阳县', 'county', '000000', null, null],
    ...TOWNS.map((town) => [town, town, 'town', '320924', null, null]),
  ]);
  await insert('federation', [['320924', '县总工会', 'county', null, '320924']]);
  await insert(
    'park',
    Object.entries(PARKS).map(([park, town]) => [park, park, town, '2000-01-01', null]),
  );
  await insert(
    'enterprise',
    enterprises.map((e, no) => [no, e.membersRegisteredOn]),
  );
  await insert(
    'enterprise_period',
    enterprises.flatMap((e, no) => e.periods.map((p) => [no, p.from, p.to, p.region, p.park])),
  );
  await insert(
    'trade_union',
    unions.map((u, no) => [no, 'single', '320924', '320924', null, u.approved, u.termEnds, u.dissolved, null, null]),
  );
  await insert(
    'census_finding',
    unions.flatMap((u, no) => u.findings.map((f) => [no, f.checked, f.result, f.rectified])),
  );
  await insert(
    'coverage_link',
    enterprises.flatMap((e, no) =>
      e.links.filter((l) => l.union < unions.length).map((l) => [no, l.union, l.kind, l.from, l.to]),
    ),
  );
  await insert(
    'headcount_observation',
    enterprises.flatMap((e, no) => e.headcounts.map((h) => [no, h.day, h.source, h.count])),
  );
  await insert(
    'membership_observation',
    enterprises.flatMap((e, no) => e.memberships.map((m) => [no, m.day, m.source, m.count])),
  );
  await insert(
    'member',
    members
      .filter((m) => m.enterprise < enterprises.length)
      .map((m) => [m.key, m.enterprise, m.from, m.to, m.validity]),
  );
}
