import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPublication } from '@union/warehouse/build.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';

test.for([
  { engine: 'embedded' as const, metrics: undefined },
  { engine: 'postgres' as const, metrics: ['member_rate', 'new_coverage_count'] },
])(
  'empty registers give a publication without figures, of the metrics that were asked for: %o',
  async ({ engine, metrics }) => {
    const database = await openTestDatabase(engine);
    const folder = mkdtempSync(join(tmpdir(), 'union-publications-'));
    const manifest = await buildPublication({ database, folder, asOf: '2026-11-20', metrics });
    await database.close();
    expect(manifest.publicationId).toBe('2026-11-20-1');
    const figures = manifest.files.flatMap(({ path }) => /^parquet\/figure\/(\w+)\.parquet$/.exec(path)?.[1] ?? []);
    expect(figures).toEqual(Object.keys(manifest.definitions).toSorted());
    if (metrics) expect(figures).toEqual(metrics);
    else expect(figures.length).toBeGreaterThan(100);
    const publications = openPublications(folder);
    expect(await publications.current()?.query('select count(*) as n from figure')).toEqual([{ n: 0 }]);
    await publications.close();
    rmSync(folder, { recursive: true });
  },
);

test('a metric that the catalogue does not have is refused by its name', async () => {
  const database = await openTestDatabase('embedded');
  const folder = mkdtempSync(join(tmpdir(), 'union-publications-'));
  await expect(buildPublication({ database, folder, asOf: '2026-11-20', metrics: ['happiness'] })).rejects.toThrow(
    'there is no metric happiness',
  );
  await database.close();
  rmSync(folder, { recursive: true });
});
