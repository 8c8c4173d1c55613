import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPublication } from '@union/warehouse/build.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder } from './support/publication-fixture.ts';

async function columnsOf(folder: string): Promise<Map<string, string>> {
  const publications = openPublications(folder);
  const rows = await publications
    .current()
    ?.query<{ name: string; type: string }>(
      `select table_name || '.' || column_name as name, data_type as type from information_schema.columns`,
    );
  await publications.close();
  return new Map(rows?.map((row) => [row.name, row.type]));
}

test('the tables that tests of the API are made of have no column that a real night does not publish', async () => {
  const database = await openTestDatabase('embedded');
  const real = mkdtempSync(join(tmpdir(), 'union-night-'));
  const fixture = makePublicationsFolder();
  try {
    await buildPublication({ database, folder: real, asOf: '2026-11-20' });
    await fixture.publish('2026-11-20');
    const [published, assumed] = await Promise.all([columnsOf(real), columnsOf(fixture.path)]);
    expect(assumed.size).toBeGreaterThan(100);
    const missing = [...assumed.keys()].filter((name) => !published.has(name));
    expect(missing).toEqual([]);
  } finally {
    await database.close();
    rmSync(real, { recursive: true });
    fixture.remove();
  }
});
