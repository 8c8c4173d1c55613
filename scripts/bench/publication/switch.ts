import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BUILDING } from '@union/warehouse/publication/manifest.ts';
import { readManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { nextPublicationId, publish } from '@union/warehouse/publication/publish.ts';

/** Readers that ask without a pause. */
const READERS = 32;
const SWITCHES = 20;
/** Servers look at the pointer every second. */
const BETWEEN_MS = 1500;

/** Answers of one time: their latencies in milliseconds, the publications they were of, and what failed. */
type Asked = { latencies: number[]; publications: Set<string>; failures: string[] };

/**
 * Serves a folder of publications from a process of its own, lets readers ask for figures as fast as they can, and publishes
 * again and again meanwhile: half of the questions are computed by DuckDB, half come from kept bytes until a switch.
 * @param dataDir the embedded database. @param scope what is asked for.
 * @returns answers while nothing was published, and while it was.
 */
export async function measureSwitches(
  dataDir: string,
  folder: string,
  scope: string,
): Promise<{ before: Asked; during: Asked; switches: number }> {
  const server = spawn(process.execPath, [fileURLToPath(new URL('serve.ts', import.meta.url)), folder], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: server.stdout }).once('line', resolve);
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    // Files are read and code is compiled by the first answers.
    await askUntil(url, scope, delay(5000));
    const before = await askUntil(url, scope, delay(SWITCHES * BETWEEN_MS));
    const during = await askUntil(url, scope, publishAgain(folder));
    return { before, during, switches: SWITCHES };
  } finally {
    server.kill('SIGKILL');
  }
}

/** Publishes a copy of the current publication under its next id, `SWITCHES` times. */
async function publishAgain(folder: string): Promise<void> {
  for (let i = 0; i < SWITCHES; i++) {
    const manifest = readManifest(folder, readPointer(folder)?.publicationId ?? '');
    const publicationId = nextPublicationId(folder, manifest.asOf);
    const building = join(folder, `${BUILDING}${publicationId}`);
    cpSync(join(folder, manifest.publicationId), building, { recursive: true });
    await publish(folder, building, {
      ...manifest,
      ...{ publicationId, publishedAt: new Date().toISOString(), previous: manifest.publicationId },
    });
    await delay(BETWEEN_MS);
  }
  await delay(BETWEEN_MS);
}

async function askUntil(url: string, scope: string, end: Promise<unknown>): Promise<Asked> {
  const asked: Asked = { latencies: [], publications: new Set(), failures: [] };
  const agent = new Agent({ keepAlive: true, maxSockets: READERS });
  let isOver = false;
  const readers = Array.from({ length: READERS }, async (_, i) => {
    while (!isOver) {
      const began = performance.now();
      try {
        for (const id of i % 2 === 0 ? await askGraphql(agent, url, scope) : await askWidget(agent, url, scope))
          asked.publications.add(id);
      } catch (error) {
        asked.failures.push((error as Error).message);
      }
      asked.latencies.push(performance.now() - began);
    }
  });
  await end;
  isOver = true;
  await Promise.all(readers);
  agent.destroy();
  return asked;
}

const QUESTION = `query ($scope: ID!) {
  publication { id }
  rate: figure(metric: "enterprise_unionisation_rate", scope: $scope) { value publication { id } }
  members: figure(metric: "member_rate", scope: $scope) { value publication { id } }
  ranking(metric: "member_rate", parent: $scope, kind: TOWN) { rows { rank figure { value publication { id } } } }
}`;

/** Asks for figures that are computed. @returns the publication, the same in every figure. */
async function askGraphql(agent: Agent, url: string, scope: string): Promise<Set<string>> {
  const body = await send(agent, `${url}/graphql`, JSON.stringify({ query: QUESTION, variables: { scope } }));
  if (body.includes('"errors"')) throw new Error(body.slice(0, 300));
  return onePublication(body);
}

/** Asks for what a widget shows. */
async function askWidget(agent: Agent, url: string, scope: string): Promise<Set<string>> {
  return onePublication(await send(agent, `${url}/w/park-coverage?scope=${encodeURIComponent(scope)}`));
}

function onePublication(body: string): Set<string> {
  const ids = new Set([...body.matchAll(/"publication":\{"id":"([^"]+)"/g)].map(([, id = '']) => id));
  if (ids.size !== 1) throw new Error(`an answer of ${ids.size} publications`);
  return ids;
}

function send(agent: Agent, url: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      { agent, method: body ? 'POST' : 'GET', headers: body ? { 'content-type': 'application/json' } : {} },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        response.once('end', () =>
          response.statusCode === 200
            ? resolve(text)
            : reject(new Error(`${response.statusCode} ${text.slice(0, 300)}`)),
        );
      },
    );
    asking.once('error', reject);
    asking.end(body);
  });
}
