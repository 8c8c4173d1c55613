import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { type Cell, openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { extract } from '@union/warehouse/extract/extract.ts';
import { allModels, attachPublished, makeModels, runCheck } from '@union/warehouse/models/run-models.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyRegisters, openTestDatabase } from '../support/database.ts';

/**
 * A case is a folder `<mart>/<rule>/`: `given.sql` fills the registers (after `base.sql`; its first line may say
 * `-- as of DAY`, a later one `-- months settle after N days`, 0 otherwise), `expect.csv` lists rows of the mart, only the columns that matter. The mart is asked for the scopes and
 * days that the file names, or by the condition of a first line `# where …`. A mart of stretches is asked day by day:
 * it has a column as_of here, each day that the publication lists (month ends alone for sums over periods); without one in
 * the file the night's day is meant, and without a segment the whole.
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const base = readFileSync(join(here, 'base.sql'), 'utf8');
const AS_OF = '2024-06-30';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase('postgres');
});
afterAll(() => database.close());
beforeEach(() => emptyRegisters(database));

const marts = foldersIn(here).filter((mart) => foldersIn(join(here, mart)).length > 0);
describe.each(marts)('%s', (mart) => {
  test.each(foldersIn(join(here, mart)))('%s', async (rule) => {
    const given = readFileSync(join(here, mart, rule, 'given.sql'), 'utf8');
    await sql.raw(base).execute(database.db);
    await sql.raw(given).execute(database.db);
    const asOf = /^-- as of (\S+)/.exec(given)?.[1] ?? AS_OF;
    const settling = Number(/^-- months settle after (\d+) days/m.exec(given)?.[1] ?? 0);
    const rules = { ...defaultRules, householdSettlingDays: settling };
    const wanted = readFileSync(join(here, mart, rule, 'expect.csv'), 'utf8');
    const expected = readExpected(wanted);

    const instance = await openDuckDb(':memory:', { threads: 1 });
    const connection = await instance.connect();
    await attachPublished(connection, ':memory:');
    await extract(database, connection);
    // Where every figure is read, as by targets, those that the case names are enough.
    const named = catalogue.filter(({ id }) => [mart, given, wanted].some((text) => text.includes(id)));
    const { models } = await makeModels(connection, asOf, rules, {
      ...{ wanted: [mart, 'day'], models: allModels(named.length > 0 ? named : catalogue) },
    });
    const broken = [];
    for (const check of models.flatMap((model) => model.checks)) {
      const { severity, failures, name, sample } = await runCheck(connection, check);
      if (severity === 'block' && failures > 0) broken.push({ name, sample });
    }
    const rows = await rowsOf(
      connection,
      `with source as (${await sourceOf(connection, mart, expected.where)})
        select ${expected.columns.join(', ')} from source where ${expected.where} order by all`,
    );
    instance.closeSync();

    const shown = rows.map((row) => expected.columns.map((column) => row[column] ?? null));
    expect(shown.map((row) => shownAs(row, expected.rows)).toSorted()).toEqual(
      expected.rows.map((row) => row.join(',')).toSorted(),
    );
    expect(broken).toEqual([]);
  });
});

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (folder === here || existsSync(join(folder, entry.name, 'given.sql'))))
    .map((entry) => entry.name)
    .toSorted();
}

type Expected = { columns: string[]; rows: string[][]; where: string };

function readExpected(text: string): Expected {
  const lines = text.trim().split('\n');
  const condition = lines[0]?.startsWith('# where ') ? lines.shift()?.slice('# where '.length) : undefined;
  const [header = '', ...rest] = lines;
  const columns = header.split(',');
  const rows = rest.map((line) => line.split(','));
  const keys = ['scope_id', 'as_of', 'metric_id', 'scheme_code', 'period_kind'].filter((key) => columns.includes(key));
  const values = (key: string) => [...new Set(rows.map((row) => `'${row[columns.indexOf(key)]}'`))];
  const named = keys.map((key) => `${key} in (${values(key).join(', ')})`).join(' and ');
  const today = columns.includes('as_of') ? '' : ' and as_of = (select max(as_of) from day)';
  return { columns, rows, where: condition ?? `${named}${today}` };
}

/** The select that a case is asked from: the mart, and for stretches a row a day. */
async function sourceOf(connection: DuckDBConnection, mart: string, where: string): Promise<string> {
  const described = await rowsOf<{ column_name: string }>(connection, `describe ${mart}`);
  const has = (column: string) => described.some(({ column_name }) => column_name === column);
  if (!has('valid_to') || !has('segment')) return `select *, (select max(as_of) from day) as as_of from ${mart}`;
  const isListed = has('period_kind')
    ? `(period_kind = 'day' or as_of in (last_day(as_of), (select max(as_of) from day)))`
    : 'true';
  const isWhole = /\bsegment\b/.test(where) ? 'true' : `segment = 'all'`;
  return `select day.as_of, ${mart}.* from ${mart}
    join day on day.as_of >= valid_from and day.as_of < valid_to
    where ${isListed} and ${isWhole}`;
}

/** A row as CSV; numbers get as many decimals as the expected rows show in that column. */
function shownAs(row: readonly Cell[], expected: readonly string[][]): string {
  return row
    .map((cell, column) => {
      if (cell === null) return '';
      const decimals = Math.max(0, ...expected.map((line) => (line[column]?.split('.')[1] ?? '').length));
      return typeof cell === 'number' && decimals > 0 ? cell.toFixed(decimals) : String(cell);
    })
    .join(',');
}
