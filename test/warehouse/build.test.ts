import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@union/schema/db/database.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.close());

  test('empty registers give a publication without figures', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'union-publications-'));
    const manifest = await buildPublication({ database, folder, asOf: '2026-11-20' });
    expect(manifest.publicationId).toBe('2026-11-20-1');
    const publications = openPublications(folder);
    expect(await publications.current()?.query('select count(*) as n from figure')).toEqual([{ n: 0 }]);
    await publications.close();
  });
});
