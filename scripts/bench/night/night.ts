import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { lastFullDay } from '@union/schema/calendar.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { openDuckDb, rowOf } from '@union/warehouse/duckdb.ts';
import { extract } from '@union/warehouse/extract/extract.ts';
import { registers, selectOf } from '@union/warehouse/extract/registers.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { sql } from 'kysely';
import { startPostgres } from '../../../test/support/postgres-server.ts';
import { growFederation } from '../../demo/large/grow.ts';
import type { LargeScale } from '../../demo/large/scales.ts';
import type { Extracted } from './extract.ts';
import { questions, tables } from './questions.ts';

/**
 * A night on a large federation: fills a PostgreSQL server of its own (or the empty database of --database-url, which is
 * left as it is when it already holds one), then measures the extract against a bare binary COPY that is thrown away, a
 * whole night with its steps and its peak of memory, and the same questions on DuckDB and on PostgreSQL.
 *
 * By hand: `node scripts/bench/night/night.ts --scale city|province|nation [--fraction F] [--rounds N] [--parts
 * copy,questions,night] [--memory GB] [--towns N]`: which parts are measured; what DuckDB may take in the night; up to how
 * many enterprises towns are cut into segments. With `--fill` the database is filled and nothing measured.
 */
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: 'city' },
    fraction: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '1' },
    'database-url': { type: 'string' },
    parts: { type: 'string', default: 'copy,questions,night' },
    memory: { type: 'string' },
    towns: { type: 'string' },
    fill: { type: 'boolean', default: false },
  },
});
const parts = values.parts.split(',');
const rounds = Number(values.rounds);
const asOf = lastFullDay('Asia/Shanghai');
const folder = mkdtempSync(join(tmpdir(), 'bench-night-'));
const server = values['database-url']
  ? undefined
  : await startPostgres({ shared_buffers: '1GB', work_mem: '256MB', max_wal_size: '16GB' });
const databaseUrl = values['database-url'] ?? (server?.url as string);
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const database = await openDatabase({ databaseUrl, dataDir: folder });
  try {
    await fill();
    if (!values.fill) await measure(database);
  } finally {
    await database.close();
  }
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function fill(): Promise<void> {
  const { scale, fraction } = values;
  const began = performance.now();
  try {
    const options = { scale: scale as LargeScale, fraction: Number(fraction), seed: 1, until: asOf, databaseUrl };
    await growFederation({ ...options, onProgress: say });
    say(`filled in ${seconds(began)} s`);
  } catch (error) {
    if ((error as { code?: string }).code !== 'DEMO_REGISTERS_NOT_EMPTY') throw error;
    say('the database holds a federation already');
  }
}

async function measure(database: Database): Promise<void> {
  say(
    `\n${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}, night of ${asOf}`,
  );
  for (let round = 1; round <= rounds; round++) {
    say(`\nround ${round}`);
    if (parts.includes('copy')) await measureCopy(database);
    if (parts.includes('questions')) await measureQuestions(database);
    if (parts.includes('night')) await measureNight(database);
  }
}

/** The columns that a night reads: thrown away on arrival, and decoded into a DuckDB file. */
async function measureCopy(database: Database): Promise<void> {
  let bytes = 0;
  const bareBegan = performance.now();
  await database.session(
    async ({ copyOut }) => {
      for (const table of registers) {
        const sink = new Writable({
          highWaterMark: 1 << 20,
          write(chunk: Buffer, _encoding, done) {
            bytes += chunk.length;
            done();
          },
        });
        await copyOut(`(${selectOf(table)})`, sink, 'binary');
      }
    },
    { readOnly: true },
  );
  const bare = performance.now() - bareBegan;
  // In a process of its own: what a process has ever held stays with it.
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('extract.ts', import.meta.url)),
    databaseUrl,
    join(folder, 'extract.duckdb'),
  ]);
  const { rows, ms, cpuMs, peakBytes } = JSON.parse(stdout) as Extracted;
  say(`rows ${rows.toLocaleString('en')}, ${(bytes / 1e6).toFixed(0)} MB`);
  say(`| bare binary COPY, thrown away | ${(bare / 1000).toFixed(1)} s | |`);
  say(
    `| extract into DuckDB | ${(ms / 1000).toFixed(1)} s, ${(cpuMs / 1000).toFixed(1)} s of a processor | ${(ms / bare).toFixed(2)} × bare, peak ${(peakBytes / 1e9).toFixed(2)} GB resident |`,
  );
  rmSync(join(folder, 'extract.duckdb'), { force: true });
}

/** The same questions on both engines, two turns each, the better one counts; answers are compared by their sums. */
async function measureQuestions(database: Database): Promise<void> {
  const instance = await openDuckDb(join(folder, 'questions.duckdb'));
  const connection = await instance.connect();
  await extract(database, connection);
  for (const table of tables) await connection.run(`create view ${table} as select * from raw_${table}`);
  for (const { name, totals, sql: question } of questions) {
    const duck: number[] = [];
    const postgres: number[] = [];
    const answers = new Set<string>();
    for (let turn = 0; turn < 2; turn++) {
      let began = performance.now();
      await connection.run(`create or replace temp table answer as ${question}`);
      duck.push(performance.now() - began);
      const summary = `select concat_ws(' ', count(*), ${totals}) as summary from answer`;
      answers.add((await rowOf<{ summary: string }>(connection, summary)).summary);
      await database.session(async ({ db }) => {
        began = performance.now();
        await sql.raw(`create temp table answer on commit drop as ${question}`).execute(db);
        postgres.push(performance.now() - began);
        const { rows } = await sql.raw<{ summary: string }>(summary).execute(db);
        answers.add(rows[0]?.summary ?? '');
      });
    }
    if (answers.size !== 1) throw new Error(`the engines disagree on ${name}: ${[...answers].join(', ')}`);
    const [a, b] = [Math.min(...duck), Math.min(...postgres)];
    say(
      `| ${name} | DuckDB ${(a / 1000).toFixed(2)} s | PostgreSQL ${(b / 1000).toFixed(2)} s | ${(b / a).toFixed(1)} × |`,
    );
  }
  instance.closeSync();
  rmSync(join(folder, 'questions.duckdb'), { force: true });
}

async function measureNight(database: Database): Promise<void> {
  const times: { name: string; ms: number }[] = [];
  let last = performance.now();
  let current = 'begin';
  const peak = watchMemory();
  const began = performance.now();
  const cpu = process.cpuUsage();
  const manifest = await buildPublication({
    database,
    folder: join(folder, 'publications'),
    asOf,
    rules: values.towns ? { ...defaultRules, segmentTownsUpTo: Number(values.towns) } : defaultRules,
    ...(values.memory ? { resources: { memoryLimit: Number(values.memory) * 1e9 } } : {}),
    onProgress: ({ step, name }) => {
      const now = performance.now();
      times.push({ name: current, ms: now - last });
      [current, last] = [`${step} ${name}`, now];
    },
  });
  times.push({ name: current, ms: performance.now() - last });
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  say(`a night: ${seconds(began)} s, peak ${peak()} GB resident, publication ${(bytes / 1e6).toFixed(0)} MB`);
  const { user, system } = process.cpuUsage(cpu);
  say(`${((user + system) / 1e6).toFixed(1)} s of a processor; ${JSON.stringify(manifest.durations)}`);
  const slowest = times.toSorted((a, b) => b.ms - a.ms).slice(0, 15);
  for (const { name, ms } of slowest) say(`  ${(ms / 1000).toFixed(2)} s ${name}`);
  rmSync(join(folder, 'publications'), { recursive: true, force: true });
}

/** Starts watching; the function it gives tells the highest resident set since, in GB. */
function watchMemory(): () => string {
  let highest = 0;
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, 20);
  return () => {
    clearInterval(timer);
    return (highest / 1e9).toFixed(2);
  };
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
