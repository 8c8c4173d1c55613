import { get as ask } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Reaches } from '@union/access/reach.ts';
import { setRestriction } from '@union/access/restricted/restrictions.ts';
import { operator } from '@union/access/viewer.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-18');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});
beforeEach(() => {
  server.log.length = 0;
});

type Answer = {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
  /** Whether it came before routing: there the id of the request is the last header, on the route the first. */
  isHot: boolean;
};
/** Asked below `fetch`, which adds headers of its own. */
const get = (path: string, headers: Record<string, string> = {}, url = server.url) =>
  new Promise<Answer>((resolve, reject) => {
    ask(`${url}${path}`, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const { 'x-request-id': _, date: __, 'server-timing': ___, ...given } = response.headers;
        const { rawHeaders: raw, statusCode: status } = response;
        const isHot = raw.includes('etag') && raw.indexOf('x-request-id') > raw.indexOf('etag');
        resolve({ status, headers: given, body: Buffer.concat(parts).toString('latin1'), isHot });
      });
    }).on('error', reject);
  });
/** An answer of the route, and the same from before it, which is given within a second of another from the route. */
async function twice(path: string, headers: Record<string, string>, url = server.url): Promise<[Answer, Answer]> {
  const cold = await get(path, headers, url);
  return [cold, await hotOf(path, headers, url)];
}
async function hotOf(path: string, headers: Record<string, string> = {}, url = server.url): Promise<Answer> {
  for (let tries = 0; tries < 50; tries++) {
    const answer = await get(path, headers, url);
    if (answer.isHot) return answer;
  }
  throw new Error('it was never hot');
}
let count = 0;
/** An address that nobody has asked for yet. */
const fresh = () => `/w/park-coverage?scope=region:320924${'&'.repeat(++count)}`;

test.each([
  ['as it is', {}],
  ['packed', { 'accept-encoding': 'br, gzip' }],
  ['by a page', { origin: 'https://portal.example', referer: 'https://portal.example/a' }],
  ['by an old browser', { 'accept-encoding': 'identity', connection: 'close' }],
])('an answer that was just given is given again alike, body and head: %s', async (_, headers) => {
  const path = fresh();
  const [cold, hot] = await twice(path, headers);
  expect([cold.isHot, hot.isHot]).toEqual([false, true]);
  expect({ ...hot, isHot: false }).toEqual(cold);
  const known = { ...headers, 'if-none-match': `W/${cold.headers.etag}` };
  const again = await hotOf(path, known);
  const onRoute = await get(fresh(), known);
  expect([again.status, again.isHot, onRoute.isHot]).toEqual([304, true, false]);
  expect({ ...again, isHot: false }).toEqual(onRoute);
});

test('it is named and logged as every answer', async () => {
  const path = fresh();
  await hotOf(path);
  server.log.length = 0;
  await hotOf(path);
  await fetch(server.url + path, { headers: { 'x-request-id': 'from-a-proxy-1' } });
  await fetch(server.url + path, { headers: { 'x-request-id': 'no word' } });
  const lines = server.log.filter(({ route }) => route === '/w/:document');
  expect(lines.slice(-3).map(({ method, status }) => [method, status])).toEqual(Array(3).fill(['GET', 200]));
  expect(lines.slice(-3).map(({ requestId }) => requestId)).toEqual([
    expect.any(String),
    'from-a-proxy-1',
    expect.stringMatching(/^[0-9a-f-]{36}$/),
  ]);
});

test('who names himself, pins a publication or sends a body is answered by the route', async () => {
  const path = fresh();
  await get(path);
  const named = await get(path, { authorization: 'Bearer not-a-key-that-is-good' });
  expect([named.status, named.isHot]).toEqual([401, false]);
  expect((await get(path, { 'content-length': '0' })).isHot).toBe(false);
  const pinned = `${path}&publication=2026-11-18-1`;
  await get(pinned);
  expect((await get(pinned)).isHot).toBe(false);
  expect((await get('/w/park-coverage?scope=nowhere')).status).toBe(404);
  expect((await get('/w/park-coverage?scope=nowhere')).status).toBe(404);
});

test('a publication that is switched is told at once', async () => {
  const path = fresh();
  const [, hot] = await twice(path, {});
  await folder.publish('2026-11-20');
  await expect.poll(async () => (await get(path)).headers.etag, { timeout: 5000 }).not.toBe(hot.headers.etag);
  expect((await get(path)).headers.etag).toMatch(/^"2026-11-20-1\./);
});

test('pages that may not ask are refused, and those that may are each told so themselves', async () => {
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', EMBED_ORIGINS: 'https://portal.example' });
  const choosy = await openTestServer(folder.path, database, { config });
  try {
    const path = fresh();
    const [cold, hot] = await twice(path, { origin: 'https://portal.example' }, choosy.url);
    expect([cold.isHot, hot.isHot]).toEqual([false, true]);
    expect({ ...hot, isHot: false }).toEqual(cold);
    expect((await get(path, { origin: 'https://other.example' }, choosy.url)).status).toBe(403);
    const frame = { referer: 'https://other.example/page', 'sec-fetch-site': 'cross-site' };
    expect((await get(path, frame, choosy.url)).status).toBe(403);
  } finally {
    await choosy.close();
  }
});

test('what becomes restricted is no longer given, at most a second later', async () => {
  const path = fresh();
  await hotOf(path);
  const atTheMachine = new Reaches(operator('test'), new Map());
  await setRestriction(database.db, atTheMachine, {
    metricId: 'wage_agreement_coverage_rate',
    scopeId: null,
    reason: '考核期间',
  });
  await setTimeout(1_050);
  const after = await get(path);
  expect(after.isHot).toBe(false);
  expect((await get(path)).isHot).toBe(false);
});
