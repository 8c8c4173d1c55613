import { readFileSync } from 'node:fs';
import { undoTables } from '@union/intake/registers/undo-tables.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import { systems } from '@union/schema/registers/systems.ts';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { namesOf, registersPage } from '../../scripts/registers-page.ts';
import { openTestDatabase } from '../support/database.ts';

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));

test('all 67 systems have a register and a metric', () => {
  expect(systems.map(({ no }) => no)).toEqual(Array.from({ length: 67 }, (_, at) => at + 1));
  expect(systems.filter(({ tables, metrics }) => tables.length === 0 || metrics.length === 0)).toEqual([]);
});

test('every table of a system is in the migrations, can be filled and is undone', async () => {
  const { db, close } = await openTestDatabase('embedded');
  const tables = new Set((await db.introspection.getTables()).map(({ name }) => name));
  await close();
  const named = [...new Set(systems.flatMap((system) => system.tables))];
  expect(named.filter((table) => !tables.has(table))).toEqual([]);
  expect(named.filter((table) => !undoTables.some((each) => each.table === table))).toEqual([]);
  expect(named.filter((table) => namesOf(table).sheet === undefined)).toEqual([]);
});

test('every table of a system has its type in GraphQL, and every list that a system names is there', () => {
  const types = systems.flatMap(({ tables }) => tables.map((table) => namesOf(table).type ?? table));
  expect([...new Set(types)].filter((type) => !schema.getType(type))).toEqual([]);
  const queries = schema.getQueryType()?.getFields() ?? {};
  const lists = systems.flatMap((system) => system.queries ?? []);
  expect([...new Set(lists)].filter((name) => !(name in queries))).toEqual([]);
});

test('every metric of a system is in the catalogue', () => {
  const metrics = [...new Set(systems.flatMap((system) => system.metrics))];
  expect(metrics.filter((id) => !findMetric(id))).toEqual([]);
});

test('docs/registers.md is what its sources say', () => {
  expect(readFileSync(new URL('../../docs/registers.md', import.meta.url), 'utf8')).toBe(registersPage());
});
