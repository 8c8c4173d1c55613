import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { openLogger } from '@union/api/logger.ts';
import { startServer } from '@union/api/server.ts';
import { readConfig } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { makePublicationsFolder } from '../../../test/api/support/publication-fixture.ts';
import { cpuOf } from './cpu.ts';
import { fillDatabase, SCALES, type Scale } from './data.ts';

/**
 * How long the server's thread is kept from anything else while the heaviest operations that the limits allow run on the
 * embedded engine, one after the other and three at once: `monitorEventLoopDelay` in the server, callers in a thread of
 * their own. The delay that a timer sees on an idle server of the same machine is told beside it, as other work on the
 * machine delays timers too.
 *
 * By hand: `node scripts/bench/graphql/event-loop.ts [--scale county] [--seconds 10]`.
 */
const { values: given } = parseArgs({
  options: { scale: { type: 'string', default: 'county' }, seconds: { type: 'string', default: '10' } },
});
const seconds = Number(given.seconds);

/** Each costs nearly all of the 20,000 that an operation may cost. */
const heaviest: Record<string, string> = {
  '70 parks, their unions, their links': `{ parks(last: 70) { edges { node { code name unions(first: 25) { edges { node { code name orgType approvedOn
    coverage(first: 4) { edges { cursor node { kind validFrom validTo evidence } } } } } } } } } }`,
  '100 parks, their unions with all columns': `{ parks(last: 100) { edges { cursor node { code name openedOn region { name } unions(first: 90) { edges { cursor node {
    id code creditCode name orgType approvedOn approvalNo termEndsOn dissolvedOn chairKind certificateNo certificateIssuedOn } } } } } } }`,
  '100 parks beside published figures':
    '{ metrics { id } parks(last: 100) { edges { node { code name unions(first: 90) { edges { node { code name orgType } } } } } } }',
};

const folder = makePublicationsFolder();
const dataDir = mkdtempSync(join(tmpdir(), 'union-loop-'));
const database = await openDatabase({ dataDir });
const publications = openPublications(folder.path, { pollMs: 60_000 });
try {
  await folder.publish('2026-11-20');
  await fillDatabase(database, SCALES[given.scale] as Scale);
  const server = await startServer({
    config: readConfig({ PORT: '0', HOST: '127.0.0.1' }),
    database,
    publications,
    logger: openLogger('silent'),
    openRegisters: true,
    introspection: true,
    perMinute: false,
    timeLimit: 60_000,
  });
  console.log(
    '| what runs | at once | answers | MB each | lane | delay p50 ms | p99 ms | longest ms | server CPU |\n|---|--:|--:|--:|---|--:|--:|--:|--:|',
  );
  await measure('nothing', server.url, undefined, 0);
  for (const [name, query] of Object.entries(heaviest)) {
    await measure(name, server.url, query, 1);
    await measure(name, server.url, query, 3);
  }
  await server.close();
} finally {
  await publications.close();
  await database.close();
  folder.remove();
  rmSync(dataDir, { recursive: true, force: true });
}

type Asked = { readonly answers: number; readonly bytes: number; readonly lane: string };

/** Asks in a thread of its own, so that reading answers delays nobody. */
function ask(url: string, query: string, atOnce: number, ms: number): Promise<Asked> {
  const code = `const { parentPort, workerData: { url, query, atOnce, ms } } = require('node:worker_threads');
    (async () => {
      const end = performance.now() + ms; let answers = 0; let bytes = 0; let lane = '';
      const work = async () => { do {
        const response = await fetch(url + '/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
        const text = await response.text();
        if (text.includes('"errors"')) throw new Error(text.slice(0, 300));
        lane = /"lane":\\{"name":"(\\w+)"/.exec(text.slice(-300))?.[1]; bytes = text.length; answers++;
      } while (performance.now() < end); };
      await Promise.all(Array.from({ length: atOnce }, work));
      parentPort.postMessage({ answers, bytes, lane });
    })();`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(code, { eval: true, workerData: { url, query, atOnce, ms } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function measure(name: string, url: string, query: string | undefined, atOnce: number): Promise<void> {
  if (query) await ask(url, query, 1, 500);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const before = cpuOf(process.pid);
  delays.enable();
  const asked = query
    ? await ask(url, query, atOnce, seconds * 1_000)
    : await new Promise<Asked>((resolve) =>
        setTimeout(() => resolve({ answers: 0, bytes: 0, lane: '–' }), seconds * 1_000),
      );
  delays.disable();
  const ms = (value: number) => (value / 1e6).toFixed(1);
  const cpu = asked.answers === 0 ? '' : `${((cpuOf(process.pid) - before) / asked.answers).toFixed(0)} ms`;
  console.log(
    `| ${name} | ${atOnce} | ${asked.answers} | ${(asked.bytes / 1e6).toFixed(2)} | ${asked.lane} | ${ms(delays.percentile(50))} | ${ms(delays.percentile(99))} | ${ms(delays.max)} | ${cpu} |`,
  );
}
