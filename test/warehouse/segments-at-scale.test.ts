import { readFileSync } from 'node:fs';
import type { Database } from '@union/schema/db/database.ts';
import { type Cell, openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { extract } from '@union/warehouse/extract/extract.ts';
import { attachPublished, makeModels, runCheck } from '@union/warehouse/models/run-models.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyRegisters, openTestDatabase } from '../support/database.ts';

const ENTERPRISES = 40;
const marts = ['coverage', 'settlement_backlog', 'agreement_coverage', 'new_coverage'];

let database: Database;
/** What each mart says when towns are cut as well, and when the register is one enterprise too large for that. */
let cut: Readonly<Record<string, Record<string, Cell>[]>>;
let whole: Readonly<Record<string, Record<string, Cell>[]>>;
/** Scopes that say of themselves that they are cut, in the large register. */
let cutScopes: string[];

/** Enterprises of two towns and a park that settle, get a union and leave, and a town that only sends returns. */
beforeAll(async () => {
  database = await openTestDatabase('postgres');
  await emptyRegisters(database);
  await sql.raw(readFileSync(new URL('base.sql', import.meta.url), 'utf8')).execute(database.db);
  await sql
    .raw(`
      insert into enterprise (credit_code) select '9132092400000' || 10000 + i from generate_series(1, ${ENTERPRISES}) as i;
      insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, industry_code, unit_type_code, is_non_public)
        select i, date '2022-01-01' + i * 20, case when i % 7 = 0 then date '2024-03-01' + i end, '企业' || i, '32092410' || i % 2,
          case when i % 4 = 1 then 'P2' end, case i % 3 when 0 then 'C13' when 1 then 'G54' end, null, i % 5 <> 0
        from generate_series(1, ${ENTERPRISES}) as i;
      insert into headcount_observation (enterprise_id, observed_on, source, worker_count)
        select i, date '2024-05-01' + i % 9, 'register', 10 + i from generate_series(1, ${ENTERPRISES}) as i;
      insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
        values ('U1', '联合工会', 'joint', '320924100', '320924100', '2023-01-01');
      insert into coverage_link (enterprise_id, union_id, kind, valid_from)
        select i, (select min(union_id) from trade_union), 'joint', date '2023-06-01' + i * 5
        from generate_series(1, ${ENTERPRISES}, 2) as i;
      insert into aggregate_return (region_code, reported_on, enterprise_count, covered_count, worker_count, member_count)
        values ('320924102', '2024-06-01', 9, 3, 90, 30);
    `)
    .execute(database.db);
  [cut, whole] = [await martsOf(ENTERPRISES), await martsOf(ENTERPRISES - 1)];
});
afterAll(() => database.close());

async function martsOf(segmentTownsUpTo: number): Promise<Record<string, Record<string, Cell>[]>> {
  const instance = await openDuckDb(':memory:', { threads: 1 });
  const connection = await instance.connect();
  await attachPublished(connection, ':memory:');
  await extract(database, connection);
  const rules = { ...defaultRules, segmentTownsUpTo };
  const { models } = await makeModels(connection, '2024-06-30', rules, { wanted: [...marts, 'scope'] });
  for (const check of models.flatMap((model) => model.checks)) {
    const { name, severity, failures } = await runCheck(connection, check);
    if (severity === 'block') expect(failures, name).toBe(0);
  }
  const found: Record<string, Record<string, Cell>[]> = {};
  for (const mart of marts) {
    found[mart] = await rowsOf(
      connection,
      `select ${mart}.*, scope.level from ${mart} join scope using (scope_id) order by all`,
    );
  }
  const scopes = await rowsOf<{ scope_id: string }>(connection, 'select scope_id from scope where has_segments');
  cutScopes = scopes.map(({ scope_id }) => scope_id);
  instance.closeSync();
  return found;
}

const isOfTown = (row: Record<string, Cell>) => row.level === 'town';
const isPart = (row: Record<string, Cell>) => row.segment !== 'all';

test.each(marts)('the large register has of %s what the small one has, without the parts of towns', (mart) => {
  const kept = cut[mart]?.filter((row) => !(isOfTown(row) && isPart(row)));
  expect(cut[mart]?.filter((row) => isOfTown(row) && isPart(row)).length).toBeGreaterThan(0);
  expect(whole[mart]).toEqual(kept);
});

test('the parts of a county are the sum of what its towns have', () => {
  const onTheNight = (cut.coverage ?? []).filter((row) => row.valid_to === '2024-07-01' && isPart(row));
  const sums = (rows: readonly Record<string, Cell>[]) =>
    Object.fromEntries(
      [...Map.groupBy(rows, (row) => row.segment)].map(([segment, same]) => [
        segment,
        same.reduce((sum, row) => sum + Number(row.enterprise_count), 0),
      ]),
    );
  const towns = onTheNight.filter((row) => isOfTown(row) && String(row.scope_id).startsWith('region:'));
  const counties = (whole.coverage ?? []).filter(
    (row) => row.scope_id === 'region:320924' && row.valid_to === '2024-07-01' && isPart(row),
  );
  expect(Object.keys(sums(counties))).toContain('industry:C');
  expect(sums(counties)).toEqual(sums(towns));
});

test('scopes say whether they are cut: parks and every level from the county up', () => {
  expect(cutScopes.toSorted()).toEqual(
    [
      ...['federation:320900', 'federation:320924', 'federation:320924-EDU', 'park:P1', 'park:P2'],
      ...['region:320000', 'region:320900', 'region:320924'],
      ...cutScopes.filter((id) => id === 'region:100000' || id === 'region:000000'),
    ].toSorted(),
  );
});
