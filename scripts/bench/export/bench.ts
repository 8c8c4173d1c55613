/**
 * What it takes to give out many rows: seconds, bytes and the most memory of the process, for each form, over HTTP. Run by hand:
 * `node scripts/bench/export/bench.ts [rows, default 10000000] [form…]`. Each form runs in a process of its own.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOTHING_CLOSED } from '@union/access/restricted/closed-figures.ts';
import { type ExportFormat, exportFormats } from '@union/api/export/formats.ts';
import { pathOf } from '@union/api/export/links.ts';
import { routeExports } from '@union/api/http/export.route.ts';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { figureModels } from '@union/warehouse/models/figures.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import Fastify from 'fastify';

const AS_OF = '2026-10-31';
const MONTHS = 50;
const METRICS = ['enterprise_unionisation_rate', 'member_rate'];

const [rowsText = '10000000', ...forms] = process.argv.slice(2);
const rows = Number(rowsText);

if (process.env.BENCH_FOLDER) await serve(process.env.BENCH_FOLDER);
else await measureAll();

async function measureAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'union-bench-export-'));
  try {
    const towns = Math.ceil(rows / MONTHS / METRICS.length);
    await makePublication(join(folder, 'publications'), towns);
    console.log(`${towns * MONTHS * METRICS.length} rows: ${towns} towns, ${MONTHS} months, ${METRICS.length} metrics`);
    for (const form of (forms.length > 0 ? forms : Object.keys(exportFormats)) as ExportFormat[])
      await measure(folder, form);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a server, takes the file, and reads the most memory that the process had. */
async function measure(folder: string, form: ExportFormat): Promise<void> {
  const server = spawn(process.execPath, [import.meta.filename, String(rows)], {
    env: { ...process.env, BENCH_FOLDER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) =>
    server.stdout.once('data', (line) => resolve(String(line).trim())),
  );
  const path = pathOf(
    {
      metrics: METRICS.map((metric) => ({ metric })),
      ...{
        scopes: { under: 'region:000000', kind: 'town' },
        time: { grain: 'month', last: MONTHS },
        by: ['scope', 'time'],
      },
    },
    form,
  );
  const begun = performance.now();
  let first = 0;
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    get(`${url}${path}`, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${form}: ${response.statusCode}`));
      response.on('data', (part: Buffer) => {
        first ||= performance.now() - begun;
        bytes += part.length;
      });
      response.on('end', resolve).on('error', reject);
    });
  });
  const seconds = (performance.now() - begun) / 1000;
  const [, , , , , , , , , , , , , user, system] = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(' ');
  const cpu = (Number(user) + Number(system)) / 100;
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;
  console.log(
    `${form.padEnd(10)} ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of processors, first byte ${(first / 1000).toFixed(1)} s, ${(bytes / 1e6).toFixed(0)} MB, peak RSS ${peak.toFixed(0)} MB`,
  );
  server.kill();
}

/** The exports alone: nothing else of the server takes memory. */
async function serve(folder: string): Promise<void> {
  const database = { db: undefined } as unknown as Database;
  const app = Fastify();
  routeExports(app, {
    ...{
      database,
      publications: openPublications(join(folder, 'publications')),
      guardedTables: [],
      now: () => new Date(),
    },
    figures: { closedTo: async () => NOTHING_CLOSED, isPrivate: () => false },
    folder: mkdtempSync(join(folder, 'exports-')),
    reachesOf: async () => {
      throw new Error('registers are not measured here');
    },
    charge: async () => {},
  });
  console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
}

/** A publication of towns that change every month. */
async function makePublication(path: string, towns: number): Promise<void> {
  const id = `${AS_OF}-1`;
  const folder = join(path, id);
  mkdirSync(folder, { recursive: true });
  const instance = await openDuckDb(join(folder, 'warehouse.duckdb'));
  const connection = await instance.connect();
  await connection.run(`
    create table scope as
    select 'region:000000' as scope_id, 'region' as kind, 'nation' as level, '全国' as name, null::varchar as parent_scope_id,
      '000000' as region_code, 0 as sort_no, false as has_segments
    union all
    select 'region:' || (100000000 + i), 'region', 'town', '镇' || i, 'region:000000', (100000000 + i)::varchar, i + 1, false
    from range(${towns}) as towns (i);
    create table figure_key (key varchar, code varchar, name varchar, valid_from date, valid_to date);
    create table coverage as
    select scope_id, 'all' as segment, first_day::date as valid_from, (first_day + interval 1 month)::date as valid_to,
      100 as enterprise_count, (hash(scope_id, first_day) % 100)::bigint as covered_count, covered_count as effective_covered_count,
      0 as secondary_covered_count, 1000 as worker_count, (hash(first_day, scope_id) % 1000)::bigint as member_count,
      member_count as effective_member_count, worker_count as covered_worker_count, member_count as covered_member_count, 'register' as source
    from scope cross join generate_series(date '${AS_OF}' + 1 - interval ${MONTHS} month, timestamp '${AS_OF}', interval 1 month) as months (first_day)
    where level = 'town'
    order by scope_id, valid_from;
  `);
  for (const metric of METRICS) {
    const view = figureModels.find(({ name }) => name === `figure_${metric}`);
    await connection.run(`create view figure_${metric} as ${view?.sql}`);
  }
  connection.closeSync();
  instance.closeSync();
  const manifest = {
    ...{
      publicationId: id,
      asOf: AS_OF,
      publishedAt: '2026-11-01T00:00:00.000Z',
      startedAt: '2026-11-01T00:00:00.000Z',
    },
    ...{
      codeVersion: '0.1.0',
      definitions: Object.fromEntries(catalogue.map((metric) => [metric.id, metric.definition.version])),
    },
    ...{
      inputs: {},
      rules: defaultRules,
      content: { sha256: '', tables: {} },
      files: [],
      checks: [],
      acceptedDrifts: [],
    },
    ...{ durations: {}, previous: null },
  };
  const text = JSON.stringify(manifest);
  writeFileSync(join(folder, 'manifest.json'), text);
  const manifestSha256 = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(path, 'current.json'), JSON.stringify({ publicationId: id, manifestSha256 }));
  console.log(
    `warehouse.duckdb ${(statSync(join(folder, 'warehouse.duckdb')).size / 1e6).toFixed(0)} MB, ${execFileSync('nproc').toString().trim()} cores`,
  );
}
