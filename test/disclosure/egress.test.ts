import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeStatic } from '@union/api/documents/write-static.ts';
import { findFigureRows } from '@union/api/figure/figure.queries.ts';
import { getSeries } from '@union/api/series/series.queries.ts';
import { addDays } from '@union/schema/calendar.ts';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { hiddenPrefix } from '@union/warehouse/disclosure/hidden-prefix.ts';
import { Span } from '@union/warehouse/disclosure/span.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { figureModels } from '@union/warehouse/models/figures.ts';
import { tablesOf } from '@union/warehouse/models/order-models.ts';
import { readModels } from '@union/warehouse/models/read-models.ts';
import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { OpenPublication } from '@union/warehouse/publication/reader.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openTestDatabase } from '../support/database.ts';
import { load, makeRegisters } from './federation.ts';
import { Truth } from './truth.ts';

/**
 * Every shape in which a number about households leaves the platform, of publications of a month end, of a day within the
 * next month and of that month's end; and what can be reckoned from all of them together.
 */
const MONTH_END = '2024-05-31';
const WITHIN = '2024-06-12';
const NEXT_MONTH_END = '2024-06-30';
const FIRST = '2023-02-01';
const THRESHOLD = defaultRules.smallCellHouseholds;

const household = catalogue.filter(({ disclosure }) => disclosure === 'household').map(({ id }) => id);
const registers = makeRegisters(7, FIRST, '2024-07-31');
const nights = [MONTH_END, WITHIN, NEXT_MONTH_END];

let folder: string;
let database: Database;
let truth: Truth;
const published = new Map<string, OpenPublication>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'union-egress-'));
  database = await openTestDatabase('postgres');
  await load(database, registers);
  const regions = await database.db.selectFrom('region').select(['region_code', 'parent_code']).execute();
  truth = new Truth(
    registers,
    new Map(regions.flatMap((r) => (r.parent_code ? [[r.region_code, r.parent_code]] : []))),
  );
  for (const asOf of nights) {
    const manifest = await buildPublication({ database, folder, asOf, writeStatic });
    published.set(asOf, new OpenPublication(join(folder, manifest.publicationId), manifest));
  }
}, 300_000);
afterAll(async () => {
  for (const publication of published.values()) await publication.retire();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

type FigureRow = {
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

function of(asOf: string): OpenPublication {
  return published.get(asOf) as OpenPublication;
}

const list = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ');

function figuresOf(asOf: string): Promise<FigureRow[]> {
  return of(asOf).query<FigureRow>(
    `select metric_id, scope_id, valid_from, period_kind, period_start, numerator, denominator, value, unclassified, state
     from figure where metric_id in (${list(household)})`,
  );
}

const keyOf = (row: FigureRow) => [row.metric_id, row.scope_id, row.period_kind, row.valid_from].join(' ');
const isShown = ({ state }: FigureRow) => state !== 'suppressed';

describe('what is published', () => {
  test('shows enough to be worth testing, and hides some', async () => {
    const rows = await figuresOf(NEXT_MONTH_END);
    for (const metric of household) {
      const own = rows.filter(({ metric_id }) => metric_id === metric);
      expect(own.filter((row) => isShown(row) && row.numerator !== 0).length, metric).toBeGreaterThan(5);
      expect(own.filter((row) => !isShown(row)).length, metric).toBeGreaterThan(5);
    }
  });

  test('nothing is made from household registers but what this test looks at', async () => {
    const instance = await openDuckDb(':memory:');
    const connection = await instance.connect();
    const models = [...readModels(), hiddenPrefix, ...figureModels];
    const touched = new Set(['raw_hardship_household', 'raw_assistance_grant', 'raw_household_visit']);
    // Of these registers it takes the first month alone.
    const harmless = new Set(['stg_period']);
    const reads = await Promise.all(
      models.map(async (model) => ({ model, tables: await tablesOf(connection, model) })),
    );
    for (let before = -1; before !== touched.size; ) {
      before = touched.size;
      for (const { model, tables } of reads) {
        if (!harmless.has(model.name) && tables.some((table) => touched.has(table))) touched.add(model.name);
      }
    }
    instance.closeSync();
    const marts = reads.flatMap(({ model }) => (model.kind === 'mart' && touched.has(model.name) ? [model.name] : []));
    expect(marts.filter((name) => !name.startsWith('target_')).toSorted()).toEqual([
      'assistance_share',
      'household_assistance',
      'household_coverage',
      'household_visit',
    ]);
    const views = figureModels.flatMap(({ name }) => (touched.has(name) ? [name] : []));
    expect(views.toSorted()).toEqual(['figure', ...household.map((id) => `figure_${id}`)].toSorted());
  });

  test.each(nights)('a suppressed figure of %s has no number', async (asOf) => {
    const rows = (await figuresOf(asOf)).filter((row) => !isShown(row));
    const numbers = rows.flatMap((row) => [row.numerator, row.denominator, row.value, row.unclassified]);
    expect(numbers.filter((number) => number !== null)).toEqual([]);
  });

  test('marts hold no more than the figures made of them', async () => {
    const numbers = await of(NEXT_MONTH_END).query(`
      select 'share' as mart, count(*) filter (where is_suppressed and coalesce(paid_cents, frontline_cents, unclassified_cents, grant_count) is not null) as n from assistance_share
      union all
      select 'household', count(*) filter (where is_suppressed and coalesce(household_paid_cents, household_grant_count, household_count) is not null) from household_assistance
      union all
      select 'coverage', count(*) filter (where is_suppressed and coalesce(assisted_count, file_count) is not null) from household_coverage
      union all
      select 'visit', count(*) filter (where is_suppressed and coalesce(counted_count, file_count) is not null) from household_visit`);
    expect(numbers.map(({ n }) => n)).toEqual([0, 0, 0, 0]);
  });

  test('nights within a month publish the same of households', async () => {
    const shownOf = async (asOf: string) => (await figuresOf(asOf)).map((row) => JSON.stringify(row)).toSorted();
    expect(await shownOf(WITHIN)).toEqual(await shownOf(MONTH_END));
  });

  test('the next month changes nothing of those before', async () => {
    const later = new Map((await figuresOf(NEXT_MONTH_END)).map((row) => [keyOf(row), row]));
    for (const row of await figuresOf(MONTH_END)) expect(later.get(keyOf(row)), keyOf(row)).toEqual(row);
  });
});

describe('the day that a figure speaks of', () => {
  const asOf = async (night: string, metricId: string, day?: string) => {
    const period = metricId === 'household_coverage_rate' ? 'calendar_year' : 'day';
    const [row] = await findFigureRows(of(night), [{ metricId, scopeId: 'region:320924', period, asOf: day }]);
    return row?.as_of;
  };

  test('is the end of the last month or window that is over, on the night too', async () => {
    expect(await asOf(WITHIN, 'household_coverage_rate')).toBe(MONTH_END);
    expect(await asOf(NEXT_MONTH_END, 'household_coverage_rate')).toBe(NEXT_MONTH_END);
    expect(await asOf(NEXT_MONTH_END, 'household_coverage_rate', '2024-06-29')).toBe(MONTH_END);
    expect(await asOf(WITHIN, 'household_visit_quarterly_rate')).toBe('2024-03-31');
  });

  test('stands once in a series', async () => {
    const metric = 'household_visit_quarterly_rate';
    const { points } = await getSeries(of(NEXT_MONTH_END), { metric, scope: 'region:320924', from: '2023-12-01' });
    expect(points.map((point) => point.as_of)).toEqual(['2023-12-31', '2024-03-31', '2024-06-30']);
  });
});

describe('what can be reckoned from it', () => {
  test('counts of households are rounded, of 20 and more, and never of 1 to 4', async () => {
    const programmes: Readonly<Record<string, string | null>> = {
      household_visit_two_month_rate: 'two_month',
      household_visit_two_month_rolling_rate: 'two_month',
      household_visit_quarterly_rate: 'quarterly',
      household_visit_quarterly_rolling_rate: 'quarterly',
      household_unvisited_share: null,
    };
    const windowStart = (metric: string, until: string) => {
      if (metric === 'household_visit_two_month_rolling_rate') return addDays(until, -61);
      if (metric === 'household_visit_quarterly_rolling_rate') return addDays(until, -92);
      if (metric === 'household_unvisited_share') return until;
      const months = metric === 'household_visit_two_month_rate' ? 1 : 2;
      return `${until.slice(0, 4)}-${String(Number(until.slice(5, 7)) - months).padStart(2, '0')}-01`;
    };
    const rounded = (count: number) => Math.floor((count + Math.floor(THRESHOLD / 2)) / THRESHOLD) * THRESHOLD;
    for (const row of (await figuresOf(NEXT_MONTH_END)).filter(isShown)) {
      const members = truth.members(row.scope_id);
      const { metric_id: metric, valid_from: until, denominator, numerator } = row;
      if (metric === 'assistance_frontline_share') continue;
      if (metric === 'assistance_per_household' || metric === 'assistance_payments_per_household') {
        const households = truth.householdsPaid(members, String(row.period_start), until);
        expect(households === 0 || households >= 20, keyOf(row)).toBe(true);
        expect(denominator, keyOf(row)).toBe(rounded(households));
      } else {
        const { files, counted } =
          metric === 'household_coverage_rate'
            ? truth.coverage(members, String(row.period_start), until)
            : truth.visits(members, windowStart(metric, until), until, programmes[metric] ?? null);
        expect(files === 0 || files >= 20, keyOf(row)).toBe(true);
        expect(counted === 0 || counted >= THRESHOLD, keyOf(row)).toBe(true);
        expect([numerator, denominator], keyOf(row)).toEqual([rounded(counted), rounded(files)]);
      }
      if (row.value !== null) expect(row.value, keyOf(row)).toBe((numerator ?? 0) / (denominator ?? 1));
    }
  });

  test('no sum or difference of amounts, of both trees, all periods and all nights, is of 1 to 4 households', async () => {
    const exact = ['assistance_frontline_share', 'assistance_per_household', 'assistance_payments_per_household'];
    const monthsOf = (from: string, until: string) => {
      const months: string[] = [];
      for (let day = from < FIRST ? FIRST : from; day <= until; day = addDays(`${day.slice(0, 7)}-01`, 31)) {
        day = `${day.slice(0, 7)}-01`;
        months.push(day.slice(0, 7));
      }
      return months;
    };
    const atomsOf = (members: readonly string[], months: readonly string[]) =>
      members.flatMap((member) => months.map((month) => `${member} ${month}`));
    const cells = new Map<string, string[]>();
    const nothing = new Set<string>();
    for (const asOf of nights) {
      for (const row of (await figuresOf(asOf)).filter(
        (figure) => isShown(figure) && exact.includes(figure.metric_id),
      )) {
        const months = monthsOf(String(row.period_start), row.valid_from);
        const atoms = atomsOf(truth.members(row.scope_id), months);
        cells.set(atoms.join(), atoms);
        // A published cell without a payment tells that all its parts are nothing.
        const isEmpty = truth.payments(truth.members(row.scope_id), `${months[0]}-01`, row.valid_from) === 0;
        if (isEmpty) for (const atom of atoms) nothing.add(atom);
      }
    }
    const told = new Span();
    const known = (atoms: readonly string[]) => atoms.filter((atom) => !nothing.has(atom));
    for (const atoms of cells.values()) told.add(known(atoms));
    expect(cells.size).toBeGreaterThan(100);

    const scopes = await of(NEXT_MONTH_END).query<{ scope_id: string; parent_scope_id: string | null }>(
      `select scope_id, parent_scope_id from scope where kind in ('region', 'federation')`,
    );
    const { federations } = registers;
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
    const months = monthsOf(FIRST, NEXT_MONTH_END);
    const small: string[] = [];
    for (const members of new Map(sets.map((members) => [members.toSorted().join(), members])).values()) {
      for (const [at, first] of months.entries()) {
        for (const last of months.slice(at)) {
          const households = truth.householdsPaid(
            members,
            `${first}-01`,
            addDays(addDays(`${last}-01`, 31).slice(0, 8).concat('01'), -1),
          );
          if (households === 0 || households >= THRESHOLD) continue;
          const atoms = atomsOf(members, monthsOf(`${first}-01`, `${last}-28`));
          small.push(`${members} ${first} ${last}`);
          expect(told.tells(known(atoms)), `${members}, ${first} to ${last}: ${households}`).toBe(false);
        }
      }
    }
    expect(small.length).toBeGreaterThan(500);
  });
});

describe('other shapes', () => {
  test.each(nights)('Parquet files of %s hold what its tables hold', async (asOf) => {
    const { folder: place } = of(asOf);
    const tables = ['assistance_share', 'household_assistance', 'household_coverage', 'household_visit'];
    for (const [file, table] of [
      ...tables.map((name) => [name, name]),
      ...household.map((id) => [`figure/${id}`, `figure_${id}`]),
    ]) {
      const path = join(place, 'parquet', `${file}.parquet`);
      const [difference] = await of(asOf).query<{ n: number }>(
        `select count(*) as n from (select * from read_parquet('${path}') except all select * from ${table})`,
      );
      expect(difference?.n, file).toBe(0);
    }
  });

  test('every other table that names a household metric repeats its figures', async () => {
    const publication = of(NEXT_MONTH_END);
    const tables = await publication.query<{ name: string }>(
      `select table_name as name from duckdb_columns() where not internal and column_name in ('metric_id', 'scope_id', 'numerator', 'denominator')
       group by table_name having count(*) = 4 and table_name <> 'figure' and table_name not like 'figure\\_%' escape '\\'`,
    );
    expect(tables.map(({ name }) => name)).toContain('target_status');
    for (const { name } of tables) {
      const odd = await publication.query(
        `select metric_id, scope_id from ${name} as other
         where metric_id in (${list(household)}) and (numerator is not null or denominator is not null)
           and not exists (
             from figure where figure.metric_id = other.metric_id and figure.scope_id = other.scope_id
               and figure.numerator = other.numerator and figure.denominator = other.denominator)`,
      );
      expect(odd, name).toEqual([]);
    }
  });

  test('a target of a suppressed figure tells neither need nor status', async () => {
    const rows = await of(NEXT_MONTH_END).query(
      `select * from target_status where metric_id in (${list(household)}) and state in ('suppressed', 'not_reported')`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect([
        row.numerator,
        row.denominator,
        row.value,
        row.need,
        row.need_strict,
        row.need_weak,
        row.gap_to_target_points,
      ]).toEqual(Array(7).fill(null));
      expect(row.status).toBe('not_applicable');
    }
  });

  /** Numbers beside a state in any object of an answer, which must be those of a published figure. */
  const numbersIn = (value: unknown, found: string[] = []): string[] => {
    if (Array.isArray(value)) for (const member of value) numbersIn(member, found);
    else if (typeof value === 'object' && value !== null) {
      const node = value as Record<string, unknown>;
      if ('numerator' in node && 'state' in node)
        found.push(`${node.numerator ?? null} ${node.denominator ?? null} ${node.state}`);
      for (const member of Object.values(node)) numbersIn(member, found);
    }
    return found;
  };
  const statedFigures = async (asOf: string, ids?: readonly string[]) => {
    const rows = await of(asOf).query<FigureRow>(
      `select distinct numerator, denominator, state from figure ${ids ? `where metric_id in (${list(ids)})` : ''}`,
    );
    const known = rows.map(({ numerator, denominator, state }) => `${numerator} ${denominator} ${state.toUpperCase()}`);
    return new Set([...known, 'null null NOT_REPORTED', 'null null SUPPRESSED']);
  };

  test('static files hold figures alone', async () => {
    const known = await statedFigures(NEXT_MONTH_END);
    const place = join(of(NEXT_MONTH_END).folder, 'static', 'assistance-share');
    const files = readdirSync(place);
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      for (const numbers of numbersIn(JSON.parse(readFileSync(join(place, file), 'utf8'))))
        expect(known, file).toContain(numbers);
    }
  });

  describe('the API', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await openTestServer(folder, database);
    });
    afterAll(() => server.close());

    test.each(household)('answers %s with its published figures alone, in every shape', async (metric) => {
      const known = await statedFigures(NEXT_MONTH_END, [metric]);
      const kinds =
        catalogue.find(({ id }) => id === metric)?.time === 'flow' ? ['MONTH', 'CALENDAR_YEAR', 'UNION_YEAR'] : ['DAY'];
      const scopes = [
        'region:320900',
        'region:320924',
        'region:320924100',
        'federation:320900',
        'federation:320924',
        'federation:320924102',
      ];
      const parts = 'numerator denominator value state';
      for (const scope of scopes) {
        for (const period of kinds) {
          const { data, errors } = await server.ask(
            `query ($metric: ID!, $scope: ID!, $period: PeriodKind) {
              figure(metric: $metric, scope: $scope, period: $period) { ${parts} unclassified }
              mid: figure(metric: $metric, scope: $scope, period: $period, asOf: "2024-06-17") { ${parts} }
              months: series(metric: $metric, scope: $scope, period: $period) { points { ${parts} asOf } }
              days: series(metric: $metric, scope: $scope, period: $period, grain: DAY) { points { ${parts} asOf } }
              towns: ranking(metric: $metric, parent: $scope, kind: TOWN, period: $period) { rows { rank figure { ${parts} } } }
              federations: ranking(metric: $metric, parent: $scope, kind: FEDERATION, period: $period) { rows { rank figure { ${parts} } } }
              target(metric: $metric, scope: $scope) { ${parts} need }
            }`,
            { metric, scope, period },
          );
          expect(errors, `${scope} ${period}`).toBeUndefined();
          const found = numbersIn(data);
          expect(found.length).toBeGreaterThan(0);
          for (const numbers of found) expect(known, `${scope} ${period}`).toContain(numbers);
          for (const { rank, figure } of [...data.towns.rows, ...data.federations.rows]) {
            if (figure.state === 'SUPPRESSED') expect(rank).toBeNull();
          }
        }
      }
    });

    test('fragments show no number of a suppressed figure, and the log none at all', async () => {
      const response = await fetch(`${server.url}/fragment/assistance-share?scope=federation:320924102&lang=en`);
      const html = await response.text();
      const paid = registers.grants.filter(({ federation }) => federation === '320924102');
      expect(response.status).toBe(200);
      for (const { cents } of paid) expect(html).not.toContain(String(cents / 100));
      for (const line of server.log) expect(JSON.stringify(line)).not.toMatch(/numerator|household_count|paid_cents/);
    });
  });

  test.each(nights)('the manifest of %s counts no single household', async (asOf) => {
    const { publicationId } = of(asOf).manifest;
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, publicationId, 'manifest.json'), 'utf8'));
    for (const register of ['hardship_household', 'assistance_grant', 'household_visit']) {
      expect((manifest.inputs.rows[register] ?? 0) % THRESHOLD, register).toBe(0);
    }
    const checks = manifest.checks.filter(({ name }) => /household|assist|hardship|visit/.test(name));
    expect(checks.length).toBeGreaterThan(10);
    for (const { name, sample, failures } of checks) expect([sample, failures % THRESHOLD], name).toEqual([[], 0]);
  });
});
