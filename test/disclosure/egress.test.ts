import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeStatic } from '@union/api/documents/write-static.ts';
import { readEmbedBuild } from '@union/api/embed-pages/embed-release.ts';
import { findFigureRows } from '@union/api/figure/figure.queries.ts';
import { getSeries } from '@union/api/series/series.queries.ts';
import { createBundle } from '@union/bundle/create.ts';
import { readPrivateKey, writeKeys } from '@union/bundle/keys.ts';
import { runNight } from '@union/nightly/run.ts';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { hiddenPrefix } from '@union/warehouse/disclosure/hidden-prefix.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { figureModels } from '@union/warehouse/models/figures.ts';
import { tablesOf } from '@union/warehouse/models/order-models.ts';
import { readModels } from '@union/warehouse/models/read-models.ts';
import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { OpenPublication } from '@union/warehouse/publication/reader.ts';
import { defaultRules, type Rules } from '@union/warehouse/rules.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openTestDatabase } from '../support/database.ts';
import { load, makeRegisters, recordLate } from './federation.ts';
import { cellOf, exactCounts, type FigureRow, isShown, keyOf, numbersIn, reckon, shownCells } from './reckoning.ts';
import { Truth } from './truth.ts';

/**
 * Every shape in which a number about households leaves the platform, of publications of a month end, of a day within the
 * next month and of that month's end; and what can be reckoned from all of them together. Between the first two nights
 * payments of the first month become known, one is taken back and one corrected. At the end the same is asked of
 * publications in which one rule of disclosure was left out, so that it is known to find what it looks for.
 */
const MONTH_END = '2024-05-31';
const LATE = '2024-06-05';
const WITHIN = '2024-06-12';
const NEXT_MONTH_END = '2024-06-30';
const FIRST = '2023-02-01';
const THRESHOLD = defaultRules.smallCellHouseholds;
// Months settle on their last day here, so that nights of consecutive months need no others in between.
const RULES: Rules = { ...defaultRules, householdSettlingDays: 0 };

const household = catalogue.filter(({ disclosure }) => disclosure === 'household').map(({ id }) => id);
const registers = makeRegisters(7, FIRST, '2024-07-31');
const nights = [MONTH_END, WITHIN, NEXT_MONTH_END];

let folder: string;
let database: Database;
let truth: Truth;
const published = new Map<string, OpenPublication>();

async function build(asOf: string, rules = RULES, place = folder): Promise<OpenPublication> {
  const manifest = await buildPublication({ database, folder: place, asOf, writeStatic, rules });
  return new OpenPublication(join(place, manifest.publicationId), manifest);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'union-egress-'));
  database = await openTestDatabase('postgres');
  await load(database, registers);
  const regions = await database.db.selectFrom('region').select(['region_code', 'parent_code']).execute();
  published.set(MONTH_END, await build(MONTH_END));
  const late = await recordLate(database, LATE, registers);
  truth = new Truth(
    { ...registers, grants: [...registers.grants, ...late] },
    new Map(regions.flatMap((r) => (r.parent_code ? [[r.region_code, r.parent_code]] : []))),
  );
  published.set(WITHIN, await build(WITHIN));
  published.set(NEXT_MONTH_END, await build(NEXT_MONTH_END));
}, 600_000);
afterAll(async () => {
  for (const publication of published.values()) await publication.retire();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function of(asOf: string): OpenPublication {
  return published.get(asOf) as OpenPublication;
}

const list = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ');

function figuresIn(publication: OpenPublication): Promise<FigureRow[]> {
  return publication.query<FigureRow>(
    `select metric_id, scope_id, valid_from, period_kind, period_start, numerator, denominator, value, unclassified, state
     from figure where metric_id in (${list(household)})`,
  );
}
const figuresOf = (asOf: string) => figuresIn(of(asOf));

const asked = async () => ({
  ...{ truth, first: FIRST, last: NEXT_MONTH_END, threshold: THRESHOLD },
  scopes: await of(NEXT_MONTH_END).query<{ scope_id: string; parent_scope_id: string | null }>(
    `select scope_id, parent_scope_id from scope where kind in ('region', 'federation')`,
  ),
});

/** The cells that all nights show. */
async function cellsOfNights() {
  const rows = await Promise.all(nights.map(figuresOf));
  return rows.flatMap((figures) => shownCells(figures, truth));
}

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
    expect(exactCounts(await figuresOf(NEXT_MONTH_END), truth, THRESHOLD)).toEqual([]);
  });

  test('no sum or difference of amounts, of both trees, all periods and all nights, is of 1 to 4 households', async () => {
    const cells = await cellsOfNights();
    const { told, smallCount } = reckon(cells, await asked());
    expect(cells.length).toBeGreaterThan(1000);
    expect(smallCount).toBeGreaterThan(500);
    expect(told).toEqual([]);
  });

  test('what became known late is in the month in which it did, and marked', async () => {
    const late = await of(NEXT_MONTH_END).query<{ valid_from: string }>(
      `select distinct valid_from from figure where includes_late and period_kind = 'month'`,
    );
    expect(late).toEqual([{ valid_from: NEXT_MONTH_END }]);
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
          const by = scope.startsWith('region') ? 'TOWN' : 'FEDERATION';
          // A few shapes an operation: more roots are refused.
          const answers = await Promise.all(
            [
              `figure(metric: $metric, scope: $scope, period: $period) { ${parts} unclassified }
               mid: figure(metric: $metric, scope: $scope, period: $period, asOf: "2024-06-17") { ${parts} }`,
              `months: series(metric: $metric, scope: $scope, period: $period) { points { ${parts} asOf } }
               days: series(metric: $metric, scope: $scope, period: $period, grain: DAY) { points { ${parts} asOf } }`,
              `towns: ranking(metric: $metric, parent: $scope, kind: TOWN, period: $period) { rows { rank figure { ${parts} } } }
               federations: ranking(metric: $metric, parent: $scope, kind: FEDERATION, period: $period) { rows { rank figure { ${parts} } } }`,
              `compare(metric: $metric, scope: $scope, period: $period, with: "${MONTH_END}") {
                 numerator denominator value figure { ${parts} } with { ${parts} } }
               nights: compare(metric: $metric, scope: $scope, period: $period, asOf: "${MONTH_END}", published: "2099-01-01") {
                 numerator denominator value figure { ${parts} } with { ${parts} } }`,
              `breakdown(metric: $metric, scope: $scope, by: ${by}, period: $period) {
                 whole { ${parts} } parts { ${parts} } rest { numerator denominator } }
               target(metric: $metric, scope: $scope) { ${parts} need }`,
            ].map((fields) =>
              server.ask(`query ($metric: ID!, $scope: ID!, $period: PeriodKind) { ${fields} }`, {
                metric,
                scope,
                period,
              }),
            ),
          );
          const data = Object.assign({}, ...answers.map((answer) => answer.data));
          const errors = answers.flatMap((answer) => answer.errors ?? []).at(0);
          expect(errors, `${scope} ${period}`).toBeUndefined();
          const found = numbersIn(data);
          expect(found.length).toBeGreaterThan(0);
          for (const numbers of found) expect(known, `${scope} ${period}`).toContain(numbers);
          for (const { rank, figure } of [...data.towns.rows, ...data.federations.rows]) {
            if (figure.state === 'SUPPRESSED') expect(rank).toBeNull();
          }
          for (const { figure, with: other, numerator, denominator } of [data.compare, data.nights]) {
            const less = (part: 'numerator' | 'denominator') =>
              figure[part] === null || other[part] === null ? null : figure[part] - other[part];
            expect([numerator, denominator]).toEqual([less('numerator'), less('denominator')]);
          }
          const { whole, parts: cut, rest } = data.breakdown;
          if ([whole, ...cut].some(({ state }) => state === 'SUPPRESSED')) expect(rest, scope).toBeNull();
        }
      }
    });

    test('the difference of two publications holds figures of either alone, and counts no single household', async () => {
      const [from, to] = [of(MONTH_END), of(NEXT_MONTH_END)];
      for (const metric of household) {
        const known = new Set([
          ...(await statedFigures(MONTH_END, [metric])),
          ...(await statedFigures(NEXT_MONTH_END, [metric])),
        ]);
        const sides = ['old', 'new'].map((side) => `${side}Numerator ${side}Denominator ${side}State`).join(' ');
        const { data, errors } = await server.ask(
          `{ publicationDiff(from: "${from.id}", to: "${to.id}", metric: "${metric}") {
            restated { ${sides} } moved { ${sides} } rows { register from to } } }`,
        );
        expect(errors, metric).toBeUndefined();
        expect(data.publicationDiff.moved.length, metric).toBeGreaterThan(0);
        for (const numbers of numbersIn(data)) expect(known, metric).toContain(numbers);
        for (const row of data.publicationDiff.rows) {
          if (/household|assist/.test(row.register)) expect([row.from % THRESHOLD, row.to % THRESHOLD]).toEqual([0, 0]);
        }
      }
    });

    test('there is no list of households behind a target, not even where registers are open', async () => {
      const open = await openTestServer(folder, database, { openRegisters: true });
      const { data, errors } = await open.ask(
        `{ target(metric: "household_visit_two_month_rate", scope: "region:320900") { needList { need visitCount } } }`,
      );
      await open.close();
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NEED_LIST_NOT_AVAILABLE']);
      expect(data.target.needList).toBeNull();
    });

    test('no level of a distribution and no segment is of households', () => {
      const odd = catalogue.filter(({ disclosure, shape }) => disclosure === 'household' && shape === 'distribution');
      expect(odd).toEqual([]);
      return expect(
        of(NEXT_MONTH_END).query(`select distinct segment from figure where metric_id in (${list(household)})`),
      ).resolves.toEqual([{ segment: 'all' }]);
    });

    /** What was paid in a scope whose figures are all hidden, in every way in which an amount is written. */
    const hiddenScope = 'federation:320924102';
    const hiddenAmounts = () => {
      const paid = truth.registers.grants.filter(({ federation, cents }) => federation === '320924102' && cents > 0);
      const sums = [...paid.map(({ cents }) => cents), paid.reduce((sum, { cents }) => sum + cents, 0)];
      return sums.flatMap((cents) => [
        ...[String(cents), String(cents / 100), (cents / 100).toLocaleString('en'), (cents / 100).toFixed(2)],
      ]);
    };

    test.each(household)(
      'a metric query of %s tells published figures alone, also in totals and comparisons',
      async (metric) => {
        const known = new Set([
          ...(await statedFigures(NEXT_MONTH_END, [metric])),
          ...(await statedFigures(MONTH_END, [metric])),
          // Of a scope that is compared with a publication which does not tell of it.
          'null null null',
        ]);
        const cells = 'numerator denominator value state compared { numerator denominator value state } metric { id }';
        const shape = (name: string, more: string) => `${name}: metricQuery(metrics: [{metric: $metric}], ${more}) {
        rows { scope { id } cells { ${cells} } } totals { cells { figure { ${cells} } restNumerator restDenominator } } }`;
        const months = `time: {grain: MONTH, from: "2024-01-01", until: "${NEXT_MONTH_END}"}`;
        const towns = 'scopes: {under: "region:320900", kind: TOWN}, by: [SCOPE, TIME], limit: 1000, totals: true';
        let told = 0;
        for (const [at, fields] of [
          shape('months', `${months}, ${towns}, compare: {with: PREVIOUS_PERIOD}`),
          shape('nights', `${months}, ${towns}, compare: {with: PUBLICATION, publication: "${of(MONTH_END).id}"}`),
          shape(
            'bounded',
            `${months}, ${towns}, filters: [{metric: $metric, part: DENOMINATOR, atLeast: 0}], orderBy: [{by: NUMERATOR}]`,
          ),
          shape(
            'federations',
            `${months}, scopes: {under: "federation:320900", kind: FEDERATION}, by: [SCOPE, TIME], limit: 1000, totals: true`,
          ),
        ].entries()) {
          const { data, errors } = await server.ask(`query ($metric: ID!) { ${fields} }`, { metric });
          expect(errors, fields).toBeUndefined();
          const [answer] = Object.values(data) as { rows: { cells: { state: string }[] }[] }[];
          for (const numbers of numbersIn(data)) expect(known, fields).toContain(numbers);
          told += answer?.rows.length ?? 0;
          // A withheld number fits no bound, so that no bound finds out what it is.
          if (at === 2) expect(answer?.rows.filter(({ cells: [cell] }) => cell?.state === 'SUPPRESSED')).toEqual([]);
        }
        expect(told).toBeGreaterThan(10);
      },
    );

    test('a sum of figures in a metric query is withheld with any that it is made of', async () => {
      const { data, errors } = await server.ask(
        `{ towns: metricQuery(metrics: [{metric: "assistance_frontline_share"}], scopes: {under: "region:320924", kind: TOWN},
             time: {grain: MONTH, last: 6}, by: [SCOPE, TIME], limit: 1000) { rows { period { label } cells { numerator denominator state } } }
           pooled: metricQuery(metrics: [{metric: "assistance_frontline_share"}], scopes: {under: "region:320924", kind: TOWN},
             time: {grain: MONTH, last: 6}, by: [TIME], combine: POOLED) { rows { period { label } cells { numerator denominator state } } } }`,
      );
      expect(errors).toBeUndefined();
      type Row = { period: { label: string }; cells: [{ numerator: number | null; state: string }] };
      const parts = data.towns.rows as Row[];
      for (const { period, cells } of data.pooled.rows as Row[]) {
        const own = parts.filter((part) => part.period.label === period.label).map((part) => part.cells[0]);
        const isWhole = own.every(
          ({ state }) => state === 'REPORTED' || state === 'ZERO' || state === 'NOT_APPLICABLE',
        );
        if (isWhole) expect(cells[0].numerator).toBe(own.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0));
        else expect([cells[0].numerator, cells[0].state]).toEqual([null, 'SUPPRESSED']);
      }
      expect(parts.some(({ cells: [cell] }) => cell.state === 'SUPPRESSED')).toBe(true);
    });

    test.each(['csv', 'jsonl'])(
      'an export of a metric query as %s has no number beside a withheld figure',
      async (form) => {
        const { data } = await server.ask(
          `{ metricQuery(metrics: [{metric: "assistance_frontline_share"}], scopes: {under: "region:320924", kind: TOWN},
             time: {grain: MONTH, last: 12}, by: [SCOPE, TIME]) { exports { format url } } }`,
        );
        const links = data.metricQuery.exports as { format: string; url: string }[];
        const { url = '' } = links.find((link) => link.url.includes(`.${form}`)) ?? {};
        const response = await fetch(new URL(url, server.url));
        expect(response.status).toBe(200);
        const lines = (await response.text()).split(/\r?\n/).filter((line) => /suppressed/i.test(line));
        expect(lines.length).toBeGreaterThan(0);
        for (const amount of hiddenAmounts()) for (const line of lines) expect(line).not.toContain(amount);
      },
    );

    test.each([
      'fragment/assistance-share?',
      'image/assistance-share.svg?',
      'frame/assistance-share?',
      'fragment/metric?metric=assistance_per_household&',
    ])('%s shows no number of a suppressed figure', async (path) => {
      const response = await fetch(`${server.url}/${path}scope=${hiddenScope}&lang=en`);
      const text = await response.text();
      expect(response.status, text.slice(0, 300)).toBe(200);
      const beyond = decodeURIComponent(response.headers.get('x-image-alt') ?? '');
      for (const amount of hiddenAmounts()) expect(`${text} ${beyond}`).not.toContain(amount);
    });

    test('a bundle holds figures alone, and no number of a suppressed one', async () => {
      await buildWidgets();
      writeKeys(join(folder, 'bundle'));
      const files = await createBundle({
        ...{ publication: of(NEXT_MONTH_END), build: readEmbedBuild(), widgets: ['assistance-share'] },
        ...{
          scopes: [hiddenScope, 'region:320924'],
          key: readPrivateKey(readFileSync(join(folder, 'bundle.key'), 'utf8')),
        },
      });
      const known = await statedFigures(NEXT_MONTH_END);
      const texts = [...files].filter(([path]) => /\.(json|html|svg)$/.test(path) && !path.startsWith('embed/'));
      expect(texts.length).toBeGreaterThan(5);
      for (const [path, bytes] of texts) {
        const text = Buffer.from(bytes).toString('utf8');
        if (path.endsWith('.json'))
          for (const numbers of numbersIn(JSON.parse(text))) expect(known, path).toContain(numbers);
        if (path.includes('320924102')) for (const amount of hiddenAmounts()) expect(text, path).not.toContain(amount);
      }
    });

    test('the log holds no number of households', () => {
      for (const line of server.log) expect(JSON.stringify(line)).not.toMatch(/numerator|household_count|paid_cents/);
    });
  });

  test('a failed night tells operators that payments are wrong, and neither which nor how many', async () => {
    const amounts = [314_159_26, 271_828_18];
    const dataDir = mkdtempSync(join(tmpdir(), 'union-egress-night-'));
    const wrong = amounts.map(
      (
        cents,
        at,
      ) => sql`insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
        values (${`W${at}`}, '320924', 1, 'hardship', 'living', ${cents}, 'government', '1890-01-01')`,
    );
    for (const statement of wrong) await statement.execute(database.db);
    const failure = await runNight({ config: { dataDir, timeZone: 'Asia/Shanghai' }, database, asOf: WITHIN }).catch(
      (error) => error,
    );
    await sql`delete from assistance_grant where grant_no in ('W0', 'W1')`.execute(database.db);
    await sql`delete from assistance_booking where grant_no in ('W0', 'W1')`.execute(database.db);
    rmSync(dataDir, { recursive: true, force: true });
    expect(failure.code).toBe('INPUT_CONTRACT_BROKEN');

    const server = await openTestServer(folder, database, { openRegisters: true });
    const { data: runs } = await server.ask(
      '{ nightRuns { outcome error errorEn steps { name rowCount } checks { name verdict failures } } }',
    );
    await server.close();
    const [run] = runs.nightRuns;
    expect(run.outcome).toBe('FAILED');
    const check = run.checks.find(({ name }: { name: string }) => /assistance_grant: paid_on/.test(name));
    expect(check).toMatchObject({ verdict: 'FAILED', failures: THRESHOLD });
    const told = JSON.stringify(runs) + failure.message + failure.messageZh;
    expect(told).toContain(`assistance_grant: paid_on`);
    for (const cents of amounts) expect(told).not.toContain(String(cents));
    expect(told).not.toContain('(2)');
  });

  test.each(nights)('the manifest of %s counts no single household', async (asOf) => {
    const { publicationId } = of(asOf).manifest;
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, publicationId, 'manifest.json'), 'utf8'));
    for (const register of ['hardship_household', 'assistance_grant', 'assistance_booking', 'household_visit']) {
      expect((manifest.inputs.rows[register] ?? 0) % THRESHOLD, register).toBe(0);
    }
    const checks = manifest.checks.filter(({ name }) => /household|assist|hardship|visit/.test(name));
    expect(checks.length).toBeGreaterThan(10);
    for (const { name, sample, failures } of checks) expect([sample, failures % THRESHOLD], name).toEqual([[], 0]);
  });
});

describe('a fault that is planted is found', () => {
  const planted: OpenPublication[] = [];
  const places: string[] = [];
  const plant = async (rules: Rules, asOf = NEXT_MONTH_END) => {
    const place = mkdtempSync(join(tmpdir(), 'union-egress-planted-'));
    places.push(place);
    planted.push(await build(asOf, rules, place));
    return planted.at(-1) as OpenPublication;
  };
  afterAll(async () => {
    for (const publication of planted) await publication.retire();
    for (const place of places) rmSync(place, { recursive: true, force: true });
  });

  test('without hiding and rounding small cells are told and counts are exact', async () => {
    const rows = await figuresIn(await plant({ ...RULES, smallCellHouseholds: 1, householdBase: 1 }));
    expect(reckon(shownCells(rows, truth), await asked()).told.length).toBeGreaterThan(100);
    expect(exactCounts(rows, truth, THRESHOLD).length).toBeGreaterThan(100);
  }, 300_000);

  test('with small cells hidden and nothing beside them, they are told by subtraction', async () => {
    const rows = await figuresOf(NEXT_MONTH_END);
    const beside = rows
      .filter((row) => !isShown(row) && row.metric_id === 'assistance_frontline_share')
      .map((row) => cellOf(row, truth));
    const large = beside.filter(({ members, from, until }) => truth.householdsPaid(members, from, until) >= THRESHOLD);
    expect(large.length).toBeGreaterThan(0);
    expect(reckon([...(await cellsOfNights()), ...large], await asked()).told.length).toBeGreaterThan(0);
  });

  test('a single small cell that is shown is told', async () => {
    const rows = await figuresOf(NEXT_MONTH_END);
    const small = rows
      .filter((row) => !isShown(row) && row.metric_id === 'assistance_frontline_share')
      .map((row) => cellOf(row, truth))
      .find(({ members, from, until }) => {
        const households = truth.householdsPaid(members, from, until);
        return from >= FIRST && households > 0 && households < THRESHOLD;
      });
    expect(small).toBeDefined();
    expect(reckon([...(await cellsOfNights()), ...(small ? [small] : [])], await asked()).told.length).toBeGreaterThan(
      0,
    );
  });

  test('without rounding alone every count is found', async () => {
    const rows = await figuresOf(NEXT_MONTH_END);
    const exact = rows.map((row) =>
      row.metric_id === 'assistance_per_household' && isShown(row)
        ? {
            ...row,
            denominator: truth.householdsPaid(truth.members(row.scope_id), String(row.period_start), row.valid_from),
          }
        : row,
    );
    expect(exactCounts(exact, truth, THRESHOLD).length).toBeGreaterThan(5);
  });

  test('payments that count when they were paid move a month that was published', async () => {
    const rows = await figuresIn(await plant({ ...RULES, householdHistoryUntil: '2099-12-31' }));
    const later = new Map(rows.map((row) => [keyOf(row), JSON.stringify(row)]));
    const moved = (await figuresOf(MONTH_END)).filter((row) => later.get(keyOf(row)) !== JSON.stringify(row));
    expect(moved.length).toBeGreaterThan(0);
  }, 300_000);

  test('a number that no figure has is found in an answer', () => {
    expect(numbersIn({ data: [{ a: { numerator: 3, denominator: 7, state: 'REPORTED' } }] })).toEqual(['3 7 REPORTED']);
    expect(numbersIn({ oldNumerator: 1, oldDenominator: 2, oldState: 'REPORTED' })).toEqual(['1 2 REPORTED']);
  });
});
