import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeStatic } from '@union/api/documents/write-static.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { prepareRegisters } from '@union/schema/db/prepare-registers.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { comparePublications } from '@union/warehouse/publication/compare/compare-publications.ts';
import { verifyPublication } from '@union/warehouse/publication/verify.ts';
import { sql } from 'kysely';
import { loadDemo } from '../../demo/load-demo.ts';
import { measureSwitches } from './switch.ts';

/**
 * Measures, for the demo county on the embedded engine, what a publication costs: its steps, its files, holding two years of
 * closed months against the publication before (with and without changes), reading it again, comparing two, and switching to
 * another while readers ask at full load. Takes minutes; prints seconds.
 */
const { values } = parseArgs({ options: { until: { type: 'string', default: '2026-10-31' } } });
const { until } = values;
const folder = mkdtempSync(join(tmpdir(), 'union-bench-publication-'));
const publications = join(folder, 'publications');
const dataDir = join(folder, 'data');
const database = await openDatabase({ dataDir, databaseUrl: undefined });

async function time<T>(name: string, work: () => Promise<T>): Promise<T> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  const [seconds, busy] = [(performance.now() - began) / 1000, (user + system) / 1e6];
  console.log(`${name.padEnd(44)} ${seconds.toFixed(2)} s, ${busy.toFixed(2)} s of processors`);
  return result;
}

async function night(name: string) {
  const manifest = await time(name, () =>
    buildPublication({ database, folder: publications, asOf: until, writeStatic }),
  );
  console.log(`  steps ms ${JSON.stringify(manifest.durations)}`);
  return manifest;
}

try {
  await prepareRegisters(database);
  await time('demo county', () => loadDemo(database, { seed: 320924, until, folder: join(folder, 'workbooks') }));
  const first = await night('first night');
  const bytes = (prefix: string) =>
    (first.files.reduce((sum, file) => sum + (file.path.startsWith(prefix) ? file.bytes : 0), 0) / 1e6).toFixed(1);
  console.log(
    `  MB: warehouse ${bytes('warehouse')}, parquet ${bytes('parquet')} of which metrics ${bytes('parquet/figure')}, static ${bytes('static')}`,
  );
  const second = await night('second night, nothing closed');
  const months = sql`generate_series(date_trunc('month', ${until}::date) - interval '24 months', ${until}::date - interval '1 month', interval '1 month')`;
  await sql`
    insert into closed_period (period_kind, period_start, ends_on, closed_by)
    select 'month', start::date, (start + interval '1 month')::date - 1, 'bench' from ${months} as start
  `.execute(database.db);
  const third = await night('third night, 24 months closed');
  console.log(`  same content: ${third.content.sha256 === second.content.sha256}`);
  await sql`
    insert into restatement (period_kind, period_start, reason, restated_by)
    select period_kind, period_start, 'bench', 'bench' from closed_period
  `.execute(database.db);
  await sql`update trade_union set dissolved_on = '2025-01-15' where union_id = (select min(union_id) from coverage_link)`.execute(
    database.db,
  );
  const fourth = await night('fourth night, closed months restated');
  const restated = fourth.files.find(({ path }) => path === 'parquet/restatement.parquet')?.rows;
  console.log(`  figures restated: ${restated}`);
  await time('verify', () => verifyPublication(publications));
  const diff = await time('diff, every metric and scope', () => comparePublications(publications, third, fourth));
  console.log(`  metrics that differ: ${diff.metrics.length}`);
  await time('diff, one scope', () => comparePublications(publications, third, fourth, { scope: 'region:320924' }));

  const { before, during, switches } = await measureSwitches(dataDir, publications, 'region:320924');
  for (const [name, asked] of Object.entries({ before, [`during ${switches} switches`]: during })) {
    const sorted = asked.latencies.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
    console.log(
      `${name.padEnd(44)} ${sorted.length} answers, ${asked.failures.length} failed, ${asked.publications.size} publications, ms p50 ${at(0.5)} p99 ${at(0.99)} max ${at(1)}`,
    );
    for (const failure of new Set(asked.failures)) console.log(`  failed: ${failure}`);
  }
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
