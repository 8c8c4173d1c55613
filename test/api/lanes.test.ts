import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  database = await openTestDatabase('postgres');
  server = await openTestServer(folder.path, database, { openRegisters: true });
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});

async function extensionsOf(url: string, query: string): Promise<Record<string, unknown>> {
  const response = await post(url, query);
  return ((await response.json()) as { extensions: Record<string, unknown> }).extensions;
}

function post(url: string, query: string, signal?: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ query });
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    ...(signal && { signal }),
  });
}

test('on a local trial an answer says which lane gave it, and why not the compiled one', async () => {
  const laneOf = async (query: string) => (await extensionsOf(server.url, query)).lane;
  expect(await laneOf('{ parks { totalCount } }')).toEqual({ name: 'compiled' });
  expect(await laneOf('{ parks { totalCount } metrics { id } }')).toEqual({ name: 'mixed' });
  expect(await laneOf('{ metrics { id } }')).toMatchObject({
    name: 'plain',
    reason: expect.stringContaining('Query.metrics'),
  });
  expect(await laneOf('{ parks { edges { node { scope { id } } } } }')).toMatchObject({
    name: 'plain',
    reason: expect.stringContaining('Park.scope'),
  });
});

test('in public the lane is told by counters alone', async () => {
  const quiet = await openTestServer(folder.path, database, { openRegisters: true, introspection: false });
  try {
    expect(await extensionsOf(quiet.url, '{ parks { totalCount } }')).not.toHaveProperty('lane');
    await extensionsOf(quiet.url, '{ metrics { id } }');
    const text = await (await fetch(`${quiet.url}/metrics`)).text();
    expect(text).toContain('graphql_operations_total{lane="compiled"} 1');
    expect(text).toContain('graphql_operations_total{lane="plain"} 1');
    expect(text).toContain('graphql_statements_failed_total 0');
  } finally {
    await quiet.close();
  }
});

test('what an operation costs stands in its answer, also when it was refused for it', async () => {
  const nested = (n: number) =>
    `{ parks(first: ${n}) { edges { node { enterprises(first: ${n}) { edges { node { coverage(first: ${n}) { totalCount } } } } } } } }`;
  expect((await extensionsOf(server.url, nested(2))).cost).toEqual({ requested: expect.any(Number), most: 20_000 });
  const refused = (await extensionsOf(server.url, nested(100))).cost as { requested: number; most: number };
  expect(refused.requested).toBeGreaterThan(refused.most);
});

test('a statement is ended on the server when its caller has gone', async () => {
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const session = database.session(async ({ db }) => {
    await sql`lock table park in access exclusive mode`.execute(db);
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const waiting = async () => {
    const { rows } = await sql<{ count: number }>`select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%gql_%'`.execute(database.db);
    return rows[0]?.count;
  };
  const caller = new AbortController();
  const answer = post(server.url, '{ parks { edges { node { name } } } }', caller.signal);
  answer.catch(() => {});
  await expect.poll(waiting).toBe(1);
  caller.abort();
  await expect.poll(waiting).toBe(0);
  release.resolve();
  await session;
  await expect(answer).rejects.toThrow();
});

test('asked again an operation is answered to the byte as the first time, and refused as the first time', async () => {
  const query = 'query Q($n: Int, $of: ID!) { parks(first: $n) { totalCount } park(code: $of) { name } }';
  const send = async (body: unknown, headers = {}) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const { date: _, 'x-request-id': __, 'server-timing': ___, ...others } = Object.fromEntries(response.headers);
    return [response.status, others, (await response.text()).replace(/"requestId":"[^"]*"/, '')];
  };
  const bodies = (text: string) => [
    { query: text, variables: { n: 2, of: 'nobody' } },
    { query: text, variables: { n: 0, of: 'nobody' } },
    { query: text, variables: { n: 2 } },
    { query: text },
    { query: text, variables: 'none' },
    { query: text, variables: { n: 2, of: 'nobody' }, operationName: 'Q' },
    { query: text, variables: { n: 2, of: 'nobody' }, operationName: 'Other' },
    { query: text, variables: { n: 2, of: 'nobody' }, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
  ];
  // A text that differs by a space was never seen, so it goes the long way.
  for (const [at, body] of bodies(query).entries()) {
    await send(bodies(query)[0]);
    const known = await send(body);
    const first = await send(bodies(`${query}${' '.repeat(at + 1)}`)[at]);
    expect(known).toEqual(first);
  }
  const typed = { accept: 'application/graphql-response+json' };
  expect(await send(bodies(query)[0], typed)).toEqual(await send(bodies(`${query}\n`)[0], typed));
});

test('both lanes answer the same over HTTP', async () => {
  const plain = await openTestServer(folder.path, database, { openRegisters: true, lanes: 'plain' });
  try {
    for (const query of [
      '{ parks(first: 3) { totalCount edges { cursor node { id name region { name parent { name } } } } pageInfo { hasNextPage endCursor } } }',
      '{ union(code: "nobody") { name } node(id: "UGFyazpub2JvZHk=") { id } metrics { id } }',
      '{ parks(after: "wrong") { totalCount } }',
      '{ node(id: "wrong") { id } }',
    ]) {
      const [left, right] = await Promise.all([server.ask(query), plain.ask(query)]);
      expect([left.status, left.data, left.errors]).toEqual([right.status, right.data, right.errors]);
    }
  } finally {
    await plain.close();
  }
});
