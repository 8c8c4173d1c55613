import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@union/schema/db/database.ts';
import { prepareRegisters } from '@union/schema/db/prepare-registers.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { comparePublications } from '@union/warehouse/publication/compare/compare-publications.ts';
import { verifyPublication } from '@union/warehouse/publication/verify.ts';
import { sql } from 'kysely';
import { loadDemo } from '../../demo/load-demo.ts';

/**
 * Measures, for the demo county on the embedded engine, what a publication costs: its steps, its files, holding two years of
 * closed months against the publication before, reading it again, and comparing two. Takes minutes; prints seconds.
 */
const until = process.argv[2] ?? '2026-10-31';
const folder = mkdtempSync(join(tmpdir(), 'union-bench-publication-'));
const publications = join(folder, 'publications');
const database = await openDatabase({ dataDir: join(folder, 'data'), databaseUrl: undefined });
const time = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now();
  const result = await work();
  console.log(`${name.padEnd(44)} ${((performance.now() - began) / 1000).toFixed(2)} s`);
  return result;
};
try {
  await prepareRegisters(database);
  await time('demo county', () =>
    loadDemo(database, { seed: 320924, until, folder: join(folder, 'workbooks'), onProgress: () => {} }),
  );
  const first = await time('first night', () => buildPublication({ database, folder: publications, asOf: until }));
  const bytes = (prefix: string) =>
    (first.files.reduce((sum, file) => sum + (file.path.startsWith(prefix) ? file.bytes : 0), 0) / 1e6).toFixed(1);
  console.log(`steps ms ${JSON.stringify(first.durations)}`);
  console.log(
    `MB: warehouse ${bytes('warehouse')}, parquet ${bytes('parquet')} of which metrics ${bytes('parquet/figure')}`,
  );
  await sql`
    insert into closed_period (period_kind, period_start, ends_on, closed_by)
    select 'month', start::date, (start + interval '1 month')::date - 1, 'bench'
    from generate_series(date_trunc('month', ${until}::date) - interval '24 months', ${until}::date - interval '1 month', interval '1 month') as start
  `.execute(database.db);
  const second = await time('second night, 24 months closed', () =>
    buildPublication({ database, folder: publications, asOf: until }),
  );
  console.log(`steps ms ${JSON.stringify(second.durations)}`);
  console.log(`same content: ${second.content.sha256 === first.content.sha256}`);
  await time('verify', () => verifyPublication(publications));
  const diff = await time('diff, every metric and scope', () => comparePublications(publications, first, second));
  console.log(`metrics that differ: ${diff.metrics.length}`);
  await time('diff, one scope', () => comparePublications(publications, first, second, { scope: 'region:320924' }));
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
