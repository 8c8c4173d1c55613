import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { loadFiles } from '@union/intake/load.ts';
import { progressLine } from '@union/intake/progress-line.ts';
import { creditCodeCheck } from '@union/intake/values/credit-code.ts';
import { addDays } from '@union/schema/calendar.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { migrate } from '@union/schema/db/migrate.ts';
import { syncRegions } from '@union/schema/reference/sync-regions.ts';
import { sql } from 'kysely';
import { startPostgres } from '../../test/support/postgres-server.ts';

/**
 * Loads 1,000,000 headcounts (25,000 enterprises, 40 months) from one CSV file into a fresh PostgreSQL with durability on,
 * then a corrected file in which one row in a hundred differs, and prints rows per second and the peak of memory; last,
 * for the ratio, the same file by a bare COPY into a table of text columns without a key.
 * By hand: `node --max-old-space-size=512 scripts/bench/intake-million.ts`.
 */
const ENTERPRISES = 25_000;
const MONTHS = 40;

const creditCodes = Array.from({ length: ENTERPRISES }, (_, index) => {
  const first = `91320924${String(index).padStart(9, '0')}`;
  return first + creditCodeCheck(first);
});

function* enterprises() {
  yield '统一社会信用代码,企业名称,行政区划代码,非公有制,落户日期\n';
  for (const [index, code] of creditCodes.entries()) yield `${code},示范企业${index},320924,是,2010-01-01\n`;
}

function* headcounts(corrected: boolean) {
  yield '统一社会信用代码,统计日期,来源,职工人数,女职工人数,农民工人数\n';
  for (let month = 0; month < MONTHS; month++) {
    const day = addDays('2020-01-31', month * 30);
    let text = '';
    for (const [index, code] of creditCodes.entries()) {
      const workers = 20 + ((index * 7 + month) % 400) + (corrected && index % 100 === 0 ? 1 : 0);
      text += `${code},${day},报表,${workers},${workers >> 1},${workers >> 2}\n`;
      if (index % 1000 === 999) {
        yield text;
        text = '';
      }
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'intake-million-'));
const write = async (name: string, lines: Iterable<string>) => {
  const path = join(folder, name);
  await pipeline(Readable.from(lines), createWriteStream(path));
  return path;
};
const server = await startPostgres({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
const database = await openDatabase({ databaseUrl: server.url, dataDir: folder });
try {
  await migrate(database.db);
  await syncRegions(database);
  const files = [
    await write('企业.csv', enterprises()),
    await write('职工人数.csv', headcounts(false)),
    await write('职工人数-更正.csv', headcounts(true)),
  ];
  for (const file of files) {
    const line = progressLine(process.stderr);
    const peak = { heap: 0, resident: 0 };
    const sampling = setInterval(() => {
      const { heapUsed, rss } = process.memoryUsage();
      peak.heap = Math.max(peak.heap, heapUsed);
      peak.resident = Math.max(peak.resident, rss);
    }, 20);
    const phases: Record<string, number> = {};
    let [phase, since] = ['reading', performance.now()];
    const [report] = await loadFiles(database, [file], {
      loadedBy: 'bench',
      onProgress(progress) {
        line.show(progress);
        if (progress.phase === phase) return;
        phases[phase] = Math.round(performance.now() - since);
        [phase, since] = [progress.phase, performance.now()];
      },
    });
    phases[phase] = Math.round(performance.now() - since);
    clearInterval(sampling);
    line.clear();
    const sheet = report?.sheets[0];
    const seconds = (report?.milliseconds ?? 0) / 1000;
    console.log(
      `${report?.status} ${sheet?.rows} rows (${(statSync(file).size / 1e6).toFixed(1)} MB; new ${sheet?.inserted}, updated ${sheet?.updated}, unchanged ${sheet?.unchanged}) in ${seconds.toFixed(1)} s, ` +
        `${Math.round((sheet?.rows ?? 0) / seconds)} rows/s; phases (ms) ${JSON.stringify(phases)}; ` +
        `peak heap ${Math.round(peak.heap / 1e6)} MB, resident ${Math.round(peak.resident / 1e6)} MB`,
    );
    for (const problem of report?.problems.slice(0, 5) ?? []) console.log(problem.en, problem.value);
  }
  const bare = performance.now();
  await database.session(async ({ db, copyIn }) => {
    await sql`create table bare (a text, b text, c text, d text, e text, f text)`.execute(db);
    await copyIn('bare', createReadStream(files[1] as string));
  });
  console.log(`bare COPY of the same file: ${((performance.now() - bare) / 1000).toFixed(1)} s`);
} finally {
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
