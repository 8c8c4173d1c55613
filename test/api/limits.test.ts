import { measureAgain, measureOperation } from '@union/api/limits/limits.ts';
import { schema } from '@union/api/schema.ts';
import type { Database } from '@union/schema/db/database.ts';
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { holdDatabase } from './support/hold-database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let open: TestServer;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
  open = await openTestServer(folder.path, database, { openRegisters: true });
});
afterAll(async () => {
  await Promise.all([server.close(), open.close()]);
  await database.close();
  folder.remove();
});

async function refusal(query: string, variables?: Record<string, unknown>, of = server) {
  const { status, data, errors } = await of.ask(query, variables);
  return { status, data, code: errors?.[0]?.extensions.code };
}
const refused = (code: string) => ({ status: 400, data: undefined, code });
const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');

test('an operation nested beyond ten levels is refused; edges and nodes of a page add none', async () => {
  const parents = (depth: number): string => (depth === 0 ? 'id' : `parent { ${parents(depth - 1)} }`);
  expect(await refusal(`{ scope(id: "park:PB") { ${parents(9)} } }`)).toEqual(refused('LIMIT_DEPTH'));
  expect((await refusal(`{ scope(id: "park:PB") { ${parents(8)} } }`)).code).toBeUndefined();
});

test('a refusal says how large the operation is, how large it may be and what to ask instead', async () => {
  const { errors } = await server.ask(`{ ${times(31, (at) => `a${at}: __typename`)} }`);
  expect(errors?.[0]?.message).toBe('the operation has 31 root fields, 8 at most; send it in parts');
  expect(errors?.[0]?.extensions.messageZh).toBe('查询被拒绝：根字段 31 个，最多 8 个；请分几次查询');
});

test('metric queries of one operation may cost together what one may, and what they cost is told', async () => {
  const post = async (query: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return (await response.json()) as {
      data: Record<string, { cost: number } | null> | null;
      errors?: { extensions: { code: string } }[];
      extensions: { cost: { requested: number } };
    };
  };
  const metrics = times(10, () => '{metric: "enterprise_unionisation_rate"}');
  const query = (name: string, last: number) =>
    `${name}: metricQuery(metrics: [${metrics}], scopes: {ids: ["park:PA", "park:PB"]}, by: [SCOPE, TIME], time: {grain: DAY, last: ${last}}, limit: 1) { cost }`;
  const one = await post(`{ ${query('a', 1_000)} }`);
  expect(one.data?.a?.cost).toBe(20 + 1_000);
  expect(one.extensions.cost.requested).toBe(20 + 20 + 1_000);
  // Each alone is within the limit.
  const two = await post(`{ ${query('a', 10_000)} ${query('b', 10_000)} }`);
  expect(two.errors?.map(({ extensions: { code } }) => code)).toEqual(['LIMIT_COST']);
});

test('cost counts the page size in a variable as well as in the text', async () => {
  const text = (first: string) =>
    `query${first === '$n' ? ' ($n: Int)' : ''} { parks(first: ${first}) { edges { node { enterprises(first: ${first}) { edges { node { coverage(first: ${first}) { totalCount } } } } } } } }`;
  expect(await refusal(text('100'))).toEqual(refused('LIMIT_COST'));
  expect(await refusal(text('$n'), { n: 100 })).toEqual(refused('LIMIT_COST'));
  expect((await refusal(text('$n'), { n: 2 })).code).toBeUndefined();
});

test('cost counts the default value of a variable', async () => {
  const text = `query ($n: Int = 100) { parks(first: $n) { edges { node { enterprises(first: $n) { edges { node { coverage(first: $n) { totalCount } } } } } } } }`;
  expect(await refusal(text)).toEqual(refused('LIMIT_COST'));
  expect(await refusal(text, { n: 100 })).toEqual(refused('LIMIT_COST'));
});

test('a series is bounded by its own rule: more points than a page has rows, fewer than ten thousand and one', async () => {
  const series = (last: number) =>
    `{ series(metric: "member_rate", scope: "region:320924", last: ${last}) { points { asOf } } }`;
  expect((await refusal(series(10_000))).code).toBeUndefined();
  expect((await refusal(series(10_001))).code).toBe('PAGE_SIZE_INVALID');
});

test.each(['mutation', 'subscription'])(
  'a %s is a mistake of the caller, not a failure of the server',
  async (kind) => {
    expect(await refusal(`${kind} { x }`)).toEqual(refused('GRAPHQL_VALIDATION_FAILED'));
  },
);

test.each([0, -5, 101, 2_147_483_647])('a page of %i rows is refused, in the text and in a variable', async (n) => {
  expect(await refusal(`{ parks(first: ${n}) { totalCount } }`)).toEqual(refused('PAGE_SIZE_INVALID'));
  expect(await refusal('query ($n: Int) { parks(last: $n) { totalCount } }', { n })).toEqual(
    refused('PAGE_SIZE_INVALID'),
  );
  expect(await refusal(`{ publications(first: ${n}) { id } }`)).toEqual(refused('PAGE_SIZE_INVALID'));
});

test('a page from both ends is refused', async () => {
  expect(await refusal('{ parks(first: 2, last: 2) { totalCount } }')).toEqual(refused('PAGE_SIZE_INVALID'));
});

test('more than a hundred ids at once are refused', async () => {
  const ids = Array.from({ length: 101 }, (_, at) => Buffer.from(`Park:${at}`).toString('base64'));
  expect(await refusal('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toEqual(
    refused('PAGE_SIZE_INVALID'),
  );
});

test('more than thirty aliases are refused, in fragments too', async () => {
  expect(await refusal(`{ scope(id: "park:PA") { ${times(31, (at) => `a${at}: id`)} } }`)).toEqual(
    refused('LIMIT_ALIASES'),
  );
  const fragment = `fragment F on Scope { ${times(16, (at) => `a${at}: id`)} }`;
  expect(await refusal(`{ scope(id: "park:PA") { ...F parent { ...F } } } ${fragment}`)).toEqual(
    refused('LIMIT_ALIASES'),
  );
});

test('more than eight root fields are refused, spread over fragments too', async () => {
  expect(await refusal(`{ ${times(9, (at) => `a${at}: metrics { id }`)} }`)).toEqual(refused('LIMIT_ROOT_FIELDS'));
  const fragment = `fragment F on Query { ${times(5, (at) => `a${at}: metrics { id }`)} }`;
  expect(await refusal(`{ ...F ... on Query { ...F } } ${fragment}`)).toEqual(refused('LIMIT_ROOT_FIELDS'));
});

test('more than ten directives are refused', async () => {
  const text = `{ metrics { ${times(11, (at) => `${'id name nameEn formula formulaEn better shape time disclosure numeratorName denominatorName'.split(' ')[at]} @include(if: true)`)} } }`;
  expect(await refusal(text)).toEqual(refused('LIMIT_DIRECTIVES'));
});

test('a directive repeated on one field does not pass validation', async () => {
  expect((await refusal('{ metrics { id @include(if: true) @include(if: true) } }')).code).toBe(
    'GRAPHQL_VALIDATION_FAILED',
  );
});

test('a document of more than a thousand tokens is not parsed to its end', async () => {
  expect(await refusal(`{ metrics { ${'id '.repeat(1_100)} } }`)).toEqual(refused('GRAPHQL_PARSE_FAILED'));
});

test('a fragment bomb is measured at once', async () => {
  const bomb = times(25, (at) => `fragment F${at} on Scope { ${at === 24 ? 'id' : `...F${at + 1} ...F${at + 1}`} }`);
  const began = performance.now();
  const { status } = await refusal(`{ scope(id: "park:PA") { ...F0 } } ${bomb}`);
  expect(status).toBe(400);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('a body of more than 64 KB is refused before it is read', async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ metrics { id } }', variables: { filler: 'x'.repeat(66_000) } }),
  });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BODY_TOO_LARGE' } }] });
});

test('a list of operations in one request is refused', async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ query: '{ metrics { id } }' }, { query: '{ metrics { id } }' }]),
  });
  expect(response.status).toBe(400);
});

test('null through a variable where a value is needed is refused, and does not hide a costly rest', async () => {
  const costly =
    'parks(first: 100) { edges { node { enterprises(first: 100) { edges { node { coverage(first: 100) { totalCount } } } } } } }';
  const text = `query ($id: ID = "x") { metric(id: $id) { id } ${costly} }`;
  expect(await refusal(text, { id: null }, open)).toEqual(refused('INVALID_VARIABLES'));
  expect(await refusal(text, {}, open)).toEqual(refused('LIMIT_COST'));
});

test('a limit holds for a document that was seen before', async () => {
  const text = 'query ($n: Int) { parks(first: $n) { totalCount } }';
  expect((await refusal(text, { n: 10 })).code).toBeUndefined();
  expect(await refusal(text, { n: -1 })).toEqual(refused('PAGE_SIZE_INVALID'));
});

test('asked again an operation is measured as often as its variables may change its size', () => {
  const measuredTwice = (text: string, first: Record<string, unknown>, second: Record<string, unknown>) => {
    const document = parse(text);
    const operation = getOperationAST(document) as OperationDefinitionNode;
    return [first, second].map((variables) => {
      const again = measureAgain(schema, document, operation, variables);
      expect(again).toEqual(measureOperation(schema, document, operation, variables));
      return again?.size.cost;
    });
  };
  expect(
    measuredTwice('query ($n: Int!) { parks(first: $n) { edges { node { code } } } }', { n: 2 }, { n: 9 }),
  ).toEqual([5, 19]);
  expect(
    measuredTwice(
      'query ($i: [ID!]!) { nodes(ids: $i) { ... on Union { region { name } } } }',
      { i: ['a'] },
      { i: ['a', 'b'] },
    ),
  ).toEqual([2, 3]);
  expect(measuredTwice('query ($c: ID!) { union(code: $c) { name } }', { c: 'a' }, { c: 'b' })).toEqual([1, 1]);
  expect(measuredTwice('query ($c: ID!) { union(code: $c) { name } }', { c: 'a' }, {})).toEqual([1, undefined]);
});

test('a persisted query that nobody reviewed is not taken', async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
  });
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }] });
});

test('a GET without a header that only own pages send is refused, and so is a form', async () => {
  const simple = await fetch(`${server.url}/graphql?query=%7Bmetrics%7Bid%7D%7D`);
  expect(simple.status).toBe(400);
  const form = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    body: new URLSearchParams({ query: '{metrics{id}}' }),
  });
  expect(form.status).toBe(415);
  expect(await form.json()).toMatchObject({ errors: [{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }] });
  const own = await fetch(`${server.url}/graphql?query=%7Bmetrics%7Bid%7D%7D`, {
    headers: { 'apollo-require-preflight': '1' },
  });
  expect(own.status).toBe(200);
});

test('the schema is not told to strangers, nor guessed for them', async () => {
  expect((await refusal('{ __schema { types { name } } }')).code).toBe('GRAPHQL_VALIDATION_FAILED');
  const { errors } = await server.ask('{ metrisc { id } }');
  expect(errors?.[0]?.message).not.toContain('metrics');
});

test('a local trial may ask for the schema, in the usual form and not in a heap', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  expect((await open.ask(getIntrospectionQuery())).data.__schema.types.length).toBeGreaterThan(50);
  const heap = `{ ${times(8, (at) => `a${at}: __schema { types { fields { args { type { ofType { ofType { name } } } } type { fields { name } } } } }`)} }`;
  expect((await refusal(heap, {}, open)).status).toBe(400);
});

test('an answer that takes too long is given up with TIMED_OUT', async () => {
  const slow = await openTestServer(folder.path, database, { timeLimit: 200, openRegisters: true });
  const held = await holdDatabase(database);
  try {
    const { status, errors } = await slow.ask('{ parks { totalCount } }');
    expect({ status, code: errors?.[0]?.extensions.code }).toEqual({ status: 504, code: 'TIMED_OUT' });
  } finally {
    await held.release();
    await slow.close();
  }
});

test('beyond 64 requests at once the next is turned away, to come again', async () => {
  const held = await holdDatabase(database);
  const waiting = Array.from({ length: 64 }, () => open.ask('{ parks { totalCount } }'));
  try {
    await expect
      .poll(async () => (await open.ask('{ metrics { id } }')).errors?.[0]?.extensions.code, { timeout: 10_000 })
      .toBe('OVERLOADED');
  } finally {
    await held.release();
  }
  expect((await Promise.all(waiting)).every((answer) => answer.status === 200)).toBe(true);
  expect((await open.ask('{ metrics { id } }')).status).toBe(200);
});
