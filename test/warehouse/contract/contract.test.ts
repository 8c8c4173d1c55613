import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { checkContract } from '@union/warehouse/contract/check-contract.ts';
import { homes, promises } from '@union/warehouse/contract/promises.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { createRawTable } from '@union/warehouse/extract/extract.ts';
import { registers } from '@union/warehouse/extract/registers.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../support/database.ts';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
const rows = Object.fromEntries(registers.map(({ name }) => [name, 0]));
beforeEach(async () => {
  instance = await openDuckDb(':memory:');
  connection = await instance.connect();
  for (const table of registers) await createRawTable(connection, table);
  await connection.run(`
    insert into raw_region (region_code, name, level) values ('32', '江苏省', 'province');
    insert into raw_federation (federation_code, name, level, region_code) values ('F1', '省总工会', 'province', '32');
    insert into raw_enterprise (enterprise_id) values (1);
  `);
});
afterEach(() => instance.closeSync());

const check = (today = '2026-11-21') => checkContract(connection, rows, { today });
const broken = async () => {
  const error = await check().then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ code: 'INPUT_CONTRACT_BROKEN' });
  return error.failed.map(({ name, failures }: { name: string; failures: number }) => `${name} (${failures})`);
};

test('every register has its promises, and they speak of columns that are extracted', () => {
  expect(registers.map(({ name }) => name).filter((name) => !(name in promises))).toEqual([]);
  const missing = registers.flatMap(({ name, columns }) => {
    const names = new Set(columns.map((column) => column.name));
    return (promises[name]?.key ?? []).filter((column) => !names.has(column)).map((column) => `${name}.${column}`);
  });
  expect(missing).toEqual([]);
});

test('rows that keep every promise pass, and each promise is told as a check', async () => {
  const { checks, acceptedDrifts } = await check();
  expect(checks.filter(({ failures }) => failures > 0)).toEqual([]);
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'input: columns have the types that were promised',
      'input enterprise: one row per enterprise_id',
      'input enterprise_period: region_code is in region',
      'input ledger_line: amount_cents is not zero',
      'input federation: parent_code is in federation',
    ]),
  );
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  expect(acceptedDrifts).toEqual([]);
});

const period = (values: string) =>
  `insert into raw_enterprise_period (enterprise_id, valid_from, valid_to, region_code) values ${values}`;
const headcount = (values: string) =>
  `insert into raw_headcount_observation (enterprise_id, observed_on, source, worker_count) values ${values}`;
const line = (amount: number) =>
  `insert into raw_ledger_line (federation_code, posted_on, chart_code, account_code, amount_cents, beneficiary_class)
   values ('F1', date '2026-01-01', 'C', '501', ${amount}, 'frontline')`;

test.each([
  ['a key twice', 'insert into raw_enterprise (enterprise_id) values (1)', 'enterprise: one row per enterprise_id (1)'],
  [
    'a reference into nothing',
    headcount("(9, date '2026-01-01', 'return', 5)"),
    'headcount_observation: enterprise_id is in enterprise (1)',
  ],
  [
    'a day before all registers',
    headcount("(1, date '0202-01-01', 'return', 5)"),
    'headcount_observation: observed_on is from 1900-01-01 to 2200-12-31 (1)',
  ],
  [
    'a negative count',
    headcount("(1, date '2026-01-01', 'return', -1)"),
    'headcount_observation: worker_count is not negative (1)',
  ],
  [
    'a count that is missing',
    headcount("(1, date '2026-01-01', 'return', null)"),
    'headcount_observation: worker_count is there (1)',
  ],
  ['an account that is in no chart', line(1), 'ledger_line: chart_code, account_code are in ledger_account (1)'],
  ['an amount of zero', line(0), 'ledger_line: amount_cents is not zero (1)'],
  [
    'a period that ends before it begins',
    period("(1, date '2026-02-01', date '2026-01-01', '32')"),
    'enterprise_period: valid_from is not after valid_to (1)',
  ],
  [
    'more covered enterprises than there are',
    `insert into raw_aggregate_return (region_code, reported_on, enterprise_count, covered_count, worker_count, member_count)
     values ('32', date '2026-01-01', 1, 2, 0, 0)`,
    'aggregate_return: covered_count is a part of enterprise_count (1)',
  ],
  [
    'a column of another type',
    'alter table raw_enterprise alter enterprise_id type varchar',
    'input: columns have the types that were promised (1)',
  ],
])('%s stops the night', async (_what, sql, name) => {
  await connection.run(sql);
  expect((await broken()).map((text: string) => text.replace('input ', ''))).toContain(name.replace('input ', ''));
});

test('a reversal has a negative amount and passes', async () => {
  await connection.run(`insert into raw_ledger_account values ('C', '501', 'spending', false)`);
  await connection.run(line(-100));
  await expect(check()).resolves.toBeDefined();
});

test('a day after today is a warning, and stops nothing', async () => {
  await connection.run(headcount("(1, date '2026-11-22', 'return', 5), (1, date '2026-11-23', 'return', 5)"));
  const { checks } = await check('2026-11-21');
  expect(checks.filter(({ failures }) => failures > 0)).toMatchObject([
    { name: 'input headcount_observation: observed_on is not in the future', severity: 'warn', failures: 1 },
  ]);
});

test('a sample tells where the row is and what is wrong with it, and nothing else of it', async () => {
  await connection.run(`insert into raw_member (member_key, enterprise_id, joined_on, validity)
    values ('person-0001', 1, date '0001-01-01', 'valid')`);
  const error = await check().catch((thrown) => thrown);
  const found = error.failed.find(({ name }: { name: string }) => name.startsWith('input member: joined_on is from'));
  expect(found.sample[0]).toMatchObject({ enterprise_id: 1, joined_on: expect.any(String) });
  expect(found.sample[0]).not.toHaveProperty('member_key');
});

test('what columns refer to is extracted under that name', () => {
  for (const { register, column } of Object.values(homes)) {
    const columns = registers.find(({ name }) => name === register)?.columns.map(({ name }) => name);
    if (columns) expect(columns).toContain(column);
  }
});

test('what the contract demands to be there, the registers demand too', async () => {
  const database = await openTestDatabase('postgres');
  const { rows } = await sql<{ place: string }>`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema = 'public' and is_nullable = 'YES'
  `.execute(database.db);
  await database.close();
  const nullable = new Set(rows.map(({ place }) => place));
  const demanded = registers.flatMap(({ name, columns }) =>
    columns
      .filter((column) => column.expression === column.name && !promises[name]?.optional?.includes(column.name))
      .map((column) => `${name}.${column.name}`),
  );
  expect(demanded.filter((place) => nullable.has(place))).toEqual([]);
});
