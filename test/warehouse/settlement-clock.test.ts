import { readFileSync } from 'node:fs';
import type { Database } from '@union/schema/db/database.ts';
import { openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { extract } from '@union/warehouse/extract/extract.ts';
import { attachPublished, makeModels } from '@union/warehouse/models/run-models.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyRegisters, openTestDatabase } from '../support/database.ts';

const AS_OF = '2024-06-30';
let database: Database;

/** Enterprises without a union, settled three, nine and fifteen months ago, in each of two towns. */
beforeAll(async () => {
  database = await openTestDatabase('postgres');
  await emptyRegisters(database);
  await sql.raw(readFileSync(new URL('base.sql', import.meta.url), 'utf8')).execute(database.db);
  await sql`
    insert into enterprise (credit_code) select '91320924000000000' || i from generate_series(1, 6) as i
  `.execute(database.db);
  await sql`
    insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public)
    select i, date '2024-06-30' - (3 + (i - 1) / 2 * 6) * interval '1 month', '企业' || i, ('32092410' || i % 2), true
    from generate_series(1, 6) as i
  `.execute(database.db);
});
afterAll(() => database.close());

async function overdueBy(settlementClockOfRegion: Record<string, number>): Promise<Record<string, number>> {
  const instance = await openDuckDb(':memory:', { threads: 1 });
  const connection = await instance.connect();
  await attachPublished(connection, ':memory:');
  await extract(database, connection);
  const rules = { ...defaultRules, settlementClockOfRegion };
  await makeModels(connection, AS_OF, rules, { wanted: ['settlement_backlog'] });
  const rows = await rowsOf<{ scope_id: string; overdue_count: number }>(
    connection,
    `select scope_id, overdue_count from settlement_backlog join night on valid_to = as_of + 1
      where segment = 'all' and scope_id in ('region:320924', 'region:320924100', 'region:320924101')`,
  );
  instance.closeSync();
  return Object.fromEntries(rows.map((row) => [row.scope_id.slice('region:'.length), row.overdue_count]));
}

test('without a setting the clock is six months everywhere', async () => {
  expect(await overdueBy({})).toEqual({ '320924': 4, '320924100': 2, '320924101': 2 });
});

test('the clock of a region holds for all below it, unless one of them has its own', async () => {
  expect(await overdueBy({ '320924': 12, '320924100': 3 })).toEqual({ '320924': 4, '320924100': 3, '320924101': 1 });
});
