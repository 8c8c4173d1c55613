import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '@union/schema/db/database.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import type { Cell } from '@union/warehouse/duckdb.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eachEngine, emptyRegisters, openTestDatabase } from '../support/database.ts';

/**
 * A case is a folder `<mart>/<rule>/`: `given.sql` fills the registers (after `base.sql`; its first line may say
 * `-- as of DAY`), `expect.csv` lists rows of the mart, only the columns that matter. The mart is asked for the scopes and
 * days that the file names, or by the condition of a first line `# where …`.
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const base = readFileSync(join(here, 'base.sql'), 'utf8');
const AS_OF = '2024-06-30';

eachEngine((engine) => {
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'union-case-'));
    await emptyRegisters(database);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe.each(foldersIn(here))('%s', (mart) => {
    test.each(foldersIn(join(here, mart)))('%s', async (rule) => {
      const given = readFileSync(join(here, mart, rule, 'given.sql'), 'utf8');
      await sql.raw(base).execute(database.db);
      await sql.raw(given).execute(database.db);
      const asOf = /^-- as of (\S+)/.exec(given)?.[1] ?? AS_OF;
      await buildPublication({ database, folder, asOf });

      const expected = readExpected(readFileSync(join(here, mart, rule, 'expect.csv'), 'utf8'));
      const publications = openPublications(folder);
      const rows = await publications.current()?.query(`
        select ${expected.columns.join(', ')} from ${mart} where ${expected.where} order by all`);
      await publications.close();
      const shown = (rows ?? []).map((row) => expected.columns.map((column) => row[column] ?? null));
      expect(shown.map((row) => shownAs(row, expected.rows)).toSorted()).toEqual(
        expected.rows.map((row) => row.join(',')).toSorted(),
      );
    });
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
  const today = columns.includes('as_of') ? '' : ' and as_of = (select max(as_of) from coverage)';
  return { columns, rows, where: condition ?? `${named}${today}` };
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
