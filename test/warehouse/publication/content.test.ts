import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { contentOf } from '@union/warehouse/publication/content.ts';
import { readManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { describeFiles } from '@union/warehouse/publication/publish.ts';
import { verifyPublication } from '@union/warehouse/publication/verify.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../support/database.ts';

const registers = readFileSync(new URL('../../nightly/registers.sql', import.meta.url), 'utf8');
const asOf = '2024-06-30';

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase('postgres');
  await sql.raw(registers).execute(database.db);
  folder = mkdtempSync(join(tmpdir(), 'union-content-'));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the same registers and day give the same bytes: on one thread, on many, and from either engine', {
  timeout: 600_000,
}, async () => {
  const first = await buildPublication({ database, folder, asOf, resources: { threads: 1 } });
  const second = await buildPublication({ database, folder, asOf, resources: { threads: 4 } });
  const embedded = await openTestDatabase('embedded');
  await sql.raw(registers).execute(embedded.db);
  const third = await buildPublication({ database: embedded, folder, asOf });
  await embedded.close();
  const tables = ({ files }: typeof first) => files.filter(({ path }) => path.startsWith('parquet/'));
  for (const other of [second, third]) {
    expect(tables(other)).toEqual(tables(first));
    expect(other.content).toEqual(first.content);
  }
  expect(Object.keys(first.content.tables)).toEqual(
    expect.arrayContaining(['coverage', 'metric_lineage', 'restatement', ...catalogue.map(({ id }) => `figure/${id}`)]),
  );
  // Equal bytes of empty tables would say little.
  const rows = new Map(tables(first).map((file) => [file.path, file.rows]));
  for (const mart of [
    'coverage',
    'park_union',
    'star_distribution',
    'spending_share',
    'assistance_share',
    'target_status',
  ]) {
    expect(rows.get(`parquet/${mart}.parquet`), mart).toBeGreaterThan(0);
  }
});

test('a publication that is whole is verified, file by file and table by table', async () => {
  const verified = await verifyPublication(folder);
  const { publicationId, files } = readManifest(folder, readPointer(folder)?.publicationId ?? '');
  expect(verified?.manifest.publicationId).toBe(publicationId);
  expect(verified?.files).toBe(files.length);
  expect(verified?.tables).toBeGreaterThan(catalogue.length);
  expect(await verifyPublication(folder, '1999-01-01-1')).toBeUndefined();
});

test('a byte that changed is found', async () => {
  const publicationId = `${asOf}-1`;
  appendFileSync(join(folder, publicationId, 'parquet', 'coverage.parquet'), ' ');
  await expect(verifyPublication(folder, publicationId)).rejects.toThrow('parquet/coverage.parquet has other bytes');
});

test('a table that says something else than its Parquet file is found, even when the manifest was written anew', async () => {
  const publicationId = `${asOf}-2`;
  const own = join(folder, publicationId);
  rmSync(join(folder, 'current.json'), { force: true });
  const instance = await openDuckDb(join(own, 'warehouse.duckdb'));
  await (await instance.connect()).run('update coverage set covered_count = covered_count + 1; checkpoint');
  instance.closeSync();
  const manifest = JSON.parse(readFileSync(join(own, 'manifest.json'), 'utf8'));
  const files = await describeFiles(own, () => null);
  writeFileSync(join(own, 'manifest.json'), JSON.stringify({ ...manifest, files, content: contentOf(files) }));
  await expect(verifyPublication(folder, publicationId)).rejects.toThrow('coverage has other rows in warehouse.duckdb');
});

test('the manifest tells the rules, the watermark and the checks of the night', async () => {
  const manifest = await buildPublication({
    ...{ database, folder, asOf, metrics: ['member_rate'] },
    rules: { ...defaultRules, termGraceMonths: 6 },
  });
  expect(manifest.rules).toMatchObject({ termGraceMonths: 6, smallCellHouseholds: 5 });
  expect(manifest.inputs.watermark).toHaveProperty('maxImportId');
  expect(manifest.checks.some(({ name }) => name.startsWith('closed periods'))).toBe(true);
});
