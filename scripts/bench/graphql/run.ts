import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { makePublicationsFolder } from '../../../test/api/support/publication-fixture.ts';
import { startPostgres } from '../../../test/support/postgres-server.ts';
import { cpuOf, cpuOfChildren } from './cpu.ts';
import { fill, SCALES, type Scale } from './data.ts';
import { askEach, fire, type Shot } from './load.ts';
import { type Json, type Workload, workloads } from './workloads.ts';

/**
 * Compares our server in both lanes with hand-written SQL over bare Fastify and with PostGraphile 5: same PostgreSQL 15,
 * same data, 16 connections, every answer compared before a clock runs, rounds in alternating order. CPU is the
 * scheduler's count of the server and of its PostgreSQL backends, by request.
 *
 * By hand: `node scripts/bench/graphql/run.ts --scale province --rounds 3 --ms 2000`, after
 * `cd scripts/bench/graphql/peer && npx pnpm@12 install --ignore-workspace`.
 */
const { values: given } = parseArgs({
  options: {
    scale: { type: 'string', default: 'county' },
    rounds: { type: 'string', default: '3' },
    ms: { type: 'string', default: '2000' },
    connections: { type: 'string', default: '16' },
  },
});
const scale = SCALES[given.scale] as Scale;
const [rounds, ms, connections] = [Number(given.rounds), Number(given.ms), Number(given.connections)];

/** Requests before the first round, or fifteen seconds of them. */
const WARM_UP = 1_500;

type System = {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
  shotsOf(workload: Workload): Promise<Shot[]>;
};
type Round = { readonly perSecond: number; readonly p99: number; readonly server: number; readonly postgres: number };

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
if (!existsSync(here('peer/node_modules'))) {
  execFileSync('npx', ['--yes', 'pnpm@12', 'install', '--ignore-workspace', '--frozen-lockfile'], {
    cwd: here('peer'),
    stdio: 'inherit',
  });
}

const folder = makePublicationsFolder();
const postgres = await startPostgres({ shared_buffers: '512MB', jit: 'off', max_parallel_workers_per_gather: '0' });
const systems: System[] = [];
try {
  await folder.publish('2026-11-20');
  const subjects = await fill(postgres.url, scale);
  const all = workloads(subjects);
  systems.push(await start('hand-written SQL, bare Fastify', [here('systems/raw.ts'), postgres.url], rawShots));
  systems.push(await start('PostGraphile 5.1', [here('peer/postgraphile.mjs'), postgres.url], peerShots));
  systems.push(
    await start('ours, plain lane', [here('systems/ours.ts'), postgres.url, folder.path, 'plain'], ourShots),
  );
  systems.push(
    await start('ours, one statement', [here('systems/ours.ts'), postgres.url, folder.path, 'all'], ourShots),
  );
  console.log(
    `${given.scale}: ${rounds} rounds of ${ms} ms, ${connections} connections, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`,
  );
  let live: Map<string, Round[]> | undefined;
  for (const workload of all) {
    await compareAnswers(workload);
    live = await measure(workload.name, systems, (system) => system.shotsOf(workload));
  }
  await measureWidgets(live as Map<string, Round[]>);
} finally {
  for (const { process: child } of systems) child.kill();
  await postgres.stop();
  folder.remove();
}

async function start(
  name: string,
  args: string[],
  shotsOf: (url: string, workload: Workload) => Promise<Shot[]>,
): Promise<System> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (data) => {
      const found = /http:\/\/[\d.:]+/.exec(String(data));
      if (found) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`${name} did not start`)));
  });
  return { name, url, process: child, shotsOf: (workload) => shotsOf(url, workload) };
}

function post(body: unknown): Shot {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  return { method: 'POST', path: '/graphql', headers, body: text };
}

/** Every variable set, and where pages are asked the second page of each. */
async function shotsWith(
  url: string,
  { variables }: Workload,
  query: string,
  next: ((data: Json) => string) | undefined,
): Promise<Shot[]> {
  const shots = variables.map((set) => post({ query, variables: set }));
  if (!next) return shots;
  const first = await askEach(url, shots);
  const second = variables.map((set, at) => {
    const { data } = JSON.parse(String(first[at]));
    return post({ query, variables: { ...set, after: next(data) } });
  });
  return [...shots, ...second];
}

async function ourShots(url: string, workload: Workload): Promise<Shot[]> {
  return shotsWith(url, workload, workload.ours, workload.nextOurs);
}
async function rawShots(url: string, workload: Workload): Promise<Shot[]> {
  return shotsWith(url, workload, workload.name, workload.nextOurs);
}
async function peerShots(url: string, workload: Workload): Promise<Shot[]> {
  return shotsWith(url, workload, workload.peer, workload.nextPeer);
}

/** Stops the benchmark unless every system gives the same. */
async function compareAnswers(workload: Workload): Promise<void> {
  const answers = await Promise.all(
    systems.map(async (system) => {
      const take = system.name.startsWith('PostGraphile') ? workload.takePeer : workload.takeOurs;
      const shots = (await system.shotsOf(workload)).slice(0, 100);
      return (await askEach(system.url, shots)).map((body) => {
        const { data, errors } = JSON.parse(String(body));
        if (errors) throw new Error(`${system.name}: ${JSON.stringify(errors)}`);
        return take(data);
      });
    }),
  );
  for (const [at, answer] of answers.entries()) {
    if (!isDeepStrictEqual(answer, answers[0])) {
      throw new Error(
        `${systems[at]?.name} answers ${workload.name} unlike ${systems[0]?.name}: ${JSON.stringify(answer).slice(0, 500)} ${JSON.stringify(answers[0]).slice(0, 500)}`,
      );
    }
  }
}

async function measure(
  name: string,
  measured: readonly System[],
  shotsOf: (system: System) => Promise<Shot[]>,
  status = 200,
): Promise<Map<string, Round[]>> {
  const shots = new Map<System, Shot[]>();
  const found = new Map<string, Round[]>(measured.map((system) => [system.name, []]));
  for (const system of measured) {
    shots.set(system, await shotsOf(system));
    // Code is compiled while it runs: every system is asked so often before a clock counts.
    const warm = Date.now() + 15_000;
    for (let sent = 0; sent < WARM_UP && Date.now() < warm; ) {
      sent += (await fire(system.url, shots.get(system) as Shot[], connections, ms / 4, status)).length;
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const system of round % 2 === 0 ? measured : measured.toReversed()) {
      const pid = system.process.pid ?? 0;
      const before = { server: cpuOf(pid), postgres: cpuOfChildren(postgres.pid) };
      const began = performance.now();
      const times = await fire(system.url, shots.get(system) as Shot[], connections, ms, status);
      const seconds = (performance.now() - began) / 1000;
      const server = cpuOf(pid) - before.server;
      let database = 0;
      for (const [child, cpu] of cpuOfChildren(postgres.pid)) database += cpu - (before.postgres.get(child) ?? 0);
      found.get(system.name)?.push({
        perSecond: times.length / seconds,
        p99: times[Math.floor(times.length * 0.99)] ?? 0,
        server: server / times.length,
        postgres: database / times.length,
      });
    }
  }
  print(name, found, found.get('hand-written SQL, bare Fastify'), found.get('PostGraphile 5.1'));
  return found;
}

/** A figure for a widget, kept and unchanged, beside the live aggregates. */
async function measureWidgets(live: Map<string, Round[]>): Promise<void> {
  const ours = systems.at(-1) as System;
  const path = '/w/park-coverage?scope=region:320924';
  const response = await fetch(`${ours.url}${path}`, { headers: { 'accept-encoding': 'gzip' } });
  const etag = response.headers.get('etag') ?? '';
  await response.arrayBuffer();
  const get = (headers: Record<string, string>): Shot => ({
    method: 'GET',
    path,
    headers: { 'accept-encoding': 'gzip', ...headers },
  });
  const peer = live.get('PostGraphile 5.1');
  const raw = live.get('hand-written SQL, bare Fastify');
  const kept = await measure('', [ours], async () => [get({})]).then((found) => found.get(ours.name));
  const unchanged = await measure('', [ours], async () => [get({ 'if-none-match': etag })], 304).then((found) =>
    found.get(ours.name),
  );
  print(
    'widget',
    new Map([
      ['kept figure, 200', kept ?? []],
      ['kept figure, 304', unchanged ?? []],
    ]),
    raw,
    peer,
  );
}

function middle(rounds_: readonly Round[], of: (round: Round) => number): number {
  const sorted = rounds_.map(of).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function print(name: string, found: Map<string, Round[]>, raw: Round[] | undefined, peer: Round[] | undefined): void {
  if (name === '' || !raw || !peer) return;
  const total = (of: readonly Round[]) => middle(of, (round) => round.server + round.postgres);
  const speed = (of: readonly Round[]) => middle(of, (round) => round.perSecond);
  const ratio = (a: number, b: number) => (a / b).toFixed(2);
  console.log(
    `\n${name}\n| system | req/s | × raw | × peer | p99 ms | server CPU ms | PostgreSQL CPU ms | total × raw | total × peer |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|`,
  );
  for (const [system, of] of found) {
    console.log(
      `| ${system} | ${speed(of).toFixed(0)} | ${ratio(speed(of), speed(raw))} | ${ratio(speed(of), speed(peer))} | ${middle(of, (round) => round.p99).toFixed(1)} | ${middle(of, (round) => round.server).toFixed(3)} | ${middle(of, (round) => round.postgres).toFixed(3)} | ${ratio(total(of), total(raw))} | ${ratio(total(of), total(peer))} |`,
    );
  }
}
