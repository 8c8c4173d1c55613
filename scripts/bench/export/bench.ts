/**
 * What it takes to give out many rows, for each form, over HTTP: seconds of processors, first byte, bytes and the most memory of
 * the server's process; beside it what DuckDB's own COPY of the same statement takes, in a process of its own. Run by hand:
 * `node scripts/bench/export/bench.ts [rows, default 10000000] [form…] [--order scope | time] [--totals]`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ExportFormat, exportFormats } from '@union/api/export/formats.ts';
import { pathOf } from '@union/api/export/links.ts';
import type { MetricQueryRequest, OrderAsk } from '@union/warehouse/query/request.ts';
import { METRICS, MONTHS, makePublication } from './publication.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { order: { type: 'string' }, totals: { type: 'boolean', default: false } },
});
const [rowsText = '10000000', ...forms] = positionals;
const towns = Math.ceil(Number(rowsText) / MONTHS / METRICS.length);
const request: MetricQueryRequest = {
  metrics: METRICS.map((metric) => ({ metric })),
  scopes: { under: 'region:000000', kind: 'town' },
  time: { grain: 'month', last: MONTHS },
  by: ['scope', 'time'],
  ...(values.totals && { totals: true }),
  ...(values.order && { orderBy: [{ by: values.order as OrderAsk['by'], direction: 'desc' }] }),
};
/** The nearest that COPY writes: it knows no Arrow, and has nothing for a sheet, which holds a part of the rows. */
const bareForm = {
  csv: 'csv',
  'plain.csv': 'csv',
  xlsx: undefined,
  arrow: 'csv',
  parquet: 'parquet',
  jsonl: 'json',
} as const;

const folder = mkdtempSync(join(tmpdir(), 'union-bench-export-'));
try {
  await makePublication(join(folder, 'publications'), towns);
  const cores = execFileSync('nproc').toString().trim();
  console.log(
    `${towns * MONTHS * METRICS.length} rows: ${towns} towns, ${MONTHS} months, ${METRICS.length} metrics; ${cores} cores`,
  );
  const bare = new Map<string, number>();
  for (const form of (forms.length > 0 ? forms : Object.keys(exportFormats)) as ExportFormat[]) {
    const copied = bareForm[form];
    if (copied !== undefined && !bare.has(copied)) bare.set(copied, copy(copied));
    await measure(form, copied && bare.get(copied));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds of processors that COPY of the statement takes. */
function copy(form: string): number {
  const out = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'bare-copy.ts'), folder, form, JSON.stringify(request)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  console.log(out.trim());
  return Number(/([\d.]+) s of processors/.exec(out)?.[1] ?? Number.NaN);
}

/** Starts a server, takes the file, and reads the most memory that the process had. */
async function measure(form: ExportFormat, bare: number | undefined): Promise<void> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise<string>((resolve) =>
      server.stdout.once('data', (line) => resolve(String(line).trim())),
    );
    const idle = processorsOf(server.pid);
    const begun = performance.now();
    let first = 0;
    let bytes = 0;
    await new Promise<void>((resolve, reject) => {
      get(`${url}${pathOf(request, form)}`, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${form}: ${response.statusCode}`));
        response.on('data', (part: Buffer) => {
          first ||= performance.now() - begun;
          bytes += part.length;
        });
        response.on('end', resolve).on('error', reject);
      }).on('error', reject);
    });
    const seconds = (performance.now() - begun) / 1000;
    const processors = processorsOf(server.pid) - idle;
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;
    console.log(
      `${form.padEnd(10)} ${seconds.toFixed(1)} s, ${processors.toFixed(1)} s of processors${bare === undefined ? '' : ` (${(processors / bare).toFixed(2)} of COPY)`}, first byte ${(first / 1000).toFixed(1)} s, ${(bytes / 1e6).toFixed(0)} MB, peak RSS ${peak.toFixed(0)} MB`,
    );
  } finally {
    server.kill();
  }
}

/** Seconds of processors that a process took. */
function processorsOf(pid: number | undefined): number {
  const [, , , , , , , , , , , , , user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
  return (Number(user) + Number(system)) / 100;
}
