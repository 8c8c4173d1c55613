import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildExplorer } from '@union/api/explorer/build.ts';
import { LIMITS } from '@union/api/limits/limits.ts';
import { flatten, tableShape } from '@union/api/saved-query/flatten.ts';
import { documentOf, readOperation } from '@union/api/saved-query/operation.ts';
import { snippetsOf } from '@union/api/saved-query/snippets.ts';
import { schema } from '@union/api/schema.ts';
import { openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporary } from '../intake/support/files.ts';
import { type CountyOffice, openCountyOffice } from '../office/support/county-office.ts';
import { launchBrowser } from '../support/browser.ts';
import { signInBy } from '../support/pages.ts';

let office: CountyOffice;
let browser: Browser;
const problems: string[] = [];

beforeAll(async () => {
  await buildExplorer();
  office = await openCountyOffice();
  await sql`
    insert into federation (federation_code, name, level, parent_code, region_code) values
      ('320924', '射阳县总工会', 'county', null, '320924'), ('320925', '建湖县总工会', 'county', null, '320925')
  `.execute(office.database.db);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const signedIn = async (
  name: string,
  role: 'analyst' | 'reviewer' | 'leader' | 'administrator',
  federation = '320924',
) => signInBy(browser, await office.linkFor(name, role, federation), { width: 1440, height: 900 });

/** Asks as the person of a browser. */
async function ask(context: BrowserContext, query: string, variables: object = {}) {
  const response = await context.request.post(`${office.server.url}/graphql`, {
    data: { query, variables },
    headers: { 'content-type': 'application/json', origin: office.server.url },
  });
  return (await response.json()) as { data?: Record<string, never>; errors?: { extensions: { code: string } }[] };
}

const RESULT = `__typename
  ... on SavedQueryChanged { dryRun savedQuery { name state version reads isServed cost } }
  ... on SavedQueryInvalid { problems { field code } } ... on SavedQueryStepRefused { state message }
  ... on SavedQueryConflict { current { version } } ... on NotAllowed { message }`;
const CREATE = `mutation ($input: CreateSavedQueryInput!, $dryRun: Boolean) { result: createSavedQuery(input: $input, dryRun: $dryRun) { ${RESULT} } }`;
const input = (name: string, query = '{ metric(id: "member_rate") { name } }', variables?: string) => ({
  ...{ name, title: `标题 ${name}`, federationCode: '320924', query },
  ...(variables && { variables }),
});
const RANKING = `query Parks($scope: ID!) {
  ranking(metric: "enterprise_unionisation_rate", parent: $scope, kind: PARK) {
    asOf
    rows { rank scope { id name } figure { numerator denominator value state } }
  }
}`;

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${office.server.url}${path}`);
  return page;
}

test('a query is saved, shared by its link, reviewed by somebody else and then served as a trusted document', async () => {
  const [analyst, reviewer] = [await signedIn('王分析', 'analyst'), await signedIn('李评审', 'reviewer')];
  const page = await open(
    analyst,
    `/explorer/?query=${encodeURIComponent('{ member: metric(id: "member_rate") { name } }')}`,
  );
  await page.getByRole('button', { name: /已存查询/ }).click();
  await page.getByText('保存当前查询').click();
  await page.locator('.saved input[name=name]').fill('member-rate');
  await page.locator('.saved input[name=title]').fill('职工入会率');
  await page.getByRole('button', { name: /保存草稿/ }).click();
  await page.locator('li[data-query=member-rate] [data-step=submit]').click();
  await page.getByText('member-rate：待评审').waitFor();
  expect((await fetch(`${office.server.url}/w/member-rate`)).status).toBe(404);
  // The cost stands there before anything is run, as the server reckons it.
  await page.getByText(/预计开销 Cost \d+ \/ 20,000/).waitFor();

  const shared = await open(reviewer, '/explorer/?saved=member-rate');
  await shared.locator('.graphiql-editors .view-line', { hasText: 'member_rate' }).first().waitFor();
  await shared.getByRole('button', { name: /已存查询/ }).click();
  await shared.locator('li[data-query=member-rate] [data-step=approve]').click();
  await shared.getByText('member-rate：已通过').waitFor();
  if (process.env.EXPLORER_SHOT) await shared.screenshot({ path: process.env.EXPLORER_SHOT });
  await shared.locator('.graphiql-execute-button').click();
  await shared.locator('.result-window .view-line', { hasText: '职工入会率' }).first().waitFor();

  const address = `${office.server.url}/w/member-rate`;
  await expect.poll(async () => (await fetch(address)).status).toBe(200);
  const answer = await fetch(address);
  expect(await answer.json()).toEqual({ data: { member: { name: '职工入会率' } } });
  expect(answer.headers.get('etag')).toMatch(/^"2026-11-20-1\./);
  const again = await fetch(address, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  const { data } = await ask(reviewer, '{ savedQuery(name: "member-rate") { sha256 } }');
  const { sha256 } = (data as unknown as { savedQuery: { sha256: string } }).savedQuery;
  expect((await fetch(`${office.server.url}/w/${sha256}`)).headers.get('etag')).toBe(answer.headers.get('etag'));
  // What was run stands in the history of the explorer, also after it is opened again.
  await shared.reload();
  await shared
    .getByRole('button', { name: /history/i })
    .first()
    .click();
  await shared.locator('.graphiql-history-item').first().waitFor();
  expect(problems).toEqual([]);
  await Promise.all([analyst.close(), reviewer.close()]);
});

test('the cost of an operation is told, or why it would be refused, before it is run', async () => {
  const cost = async (query: string, variables = '') => {
    const response = await fetch(`${office.server.url}/explorer/cost`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { cost: number; problems: { code: string; messageZh: string; hint?: string }[] };
  };
  const query = 'query ($n: Int) { enterprises(first: $n) { edges { node { id version } } } }';
  const metricQuery = (more: string) =>
    `{ ...Root } fragment Root on Query { metrics { id } q: metricQuery(metrics: [{metric: "member_rate"}], scopes: {ids: ["region:320924"]}, ${more}) { rowCount } }`;
  for (const text of [
    ...['{ metrics { id } }', '{ metrics { id definition { id } } }'],
    metricQuery('by: [TIME], time: {grain: MONTH, last: 9}'),
  ]) {
    const asked = await fetch(`${office.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text }),
    });
    const { extensions } = (await asked.json()) as { extensions: { cost: { requested: number } } };
    expect((await cost(text)).cost).toBe(extensions.cost.requested);
  }
  expect((await cost(query, '{"n": 100}')).cost).toBeGreaterThan((await cost(query, '{"n": 10}')).cost);
  expect((await cost('{ metrics { lineage { registers { columns } } } '.padEnd(60))).problems[0]?.code).toBe(
    'GRAPHQL_PARSE_FAILED',
  );
  expect((await cost('{ nothing }')).problems[0]?.messageZh).toContain('nothing');
  const [refused] = (await cost(metricQuery('time: {grain: MONTH, last: 9}'))).problems;
  expect(refused).toMatchObject({ code: 'STOCK_SUMMED_OVER_TIME', hint: expect.stringContaining('by: [TIME]') });
  const deep = Array.from({ length: LIMITS.aliases + 1 }, (_, at) => `a${at}: metric(id: "x") { id }`).join(' ');
  expect((await cost(`{ ${deep} }`)).problems[0]?.code).toMatch(/^LIMIT_/);
});

test('who may do what with a saved query follows the rule table, its state and its owner', async () => {
  const [owner, other, reviewer, away, visitor] = await Promise.all([
    signedIn('甲', 'analyst'),
    signedIn('乙', 'analyst'),
    signedIn('丙', 'leader'),
    signedIn('丁', 'reviewer', '320925'),
    browser.newContext(),
  ]);
  const typeOf = async (...asked: Parameters<typeof ask>) => {
    const { data, errors } = await ask(...asked);
    const result = (data as unknown as { result?: { __typename: string } } | undefined)?.result;
    return result?.__typename ?? errors?.[0]?.extensions.code;
  };
  expect(await typeOf(visitor, CREATE, { input: input('visitors') })).toBe('NotAllowed');
  expect(await typeOf(away, CREATE, { input: input('elsewhere') })).toBe('NotAllowed');
  expect(await typeOf(owner, CREATE, { input: input('own-query'), dryRun: true })).toBe('SavedQueryChanged');
  expect(await typeOf(owner, CREATE, { input: input('own-query') })).toBe('SavedQueryChanged');
  for (const [name, query, code] of [
    ['own-query', undefined, 'NAME_TAKEN'],
    ['park-coverage', undefined, 'NAME_TAKEN'],
    ['Bad Name', undefined, 'NAME'],
    ['broken', '{ metric(', 'SYNTAX'],
    ['unknown', '{ nothing }', 'INVALID'],
    ['schema', '{ __schema { types { name } } }', 'INTROSPECTION'],
    ['change', 'mutation { voidPark(id: "x", version: "y") { __typename } }', 'ONE_QUERY'],
    ['missing', RANKING, 'INVALID'],
  ] as const) {
    const { data } = await ask(owner, CREATE, { input: input(name, query) });
    const { result } = data as unknown as { result: { problems: { code: string }[] } };
    expect([name, result.problems[0]?.code]).toEqual([name, code]);
  }
  const step = (name: string, version: number, more = '') =>
    `mutation { result: ${name}(name: "own-query", version: ${version}${more}) { ${RESULT} } }`;
  expect(await typeOf(owner, step('reviewSavedQuery', 1, ', approve: true'))).toBe('NotAllowed');
  expect(await typeOf(other, step('submitSavedQuery', 1))).toBe('SavedQueryStepRefused');
  expect(await typeOf(reviewer, step('reviewSavedQuery', 1, ', approve: true'))).toBe('SavedQueryStepRefused');
  expect(await typeOf(owner, step('submitSavedQuery', 7))).toBe('SavedQueryConflict');
  expect(await typeOf(owner, step('submitSavedQuery', 1))).toBe('SavedQueryChanged');
  expect(await typeOf(away, step('reviewSavedQuery', 2, ', approve: true'))).toBe('SavedQueryNotFound');
  expect(await typeOf(reviewer, step('reviewSavedQuery', 2, ', approve: false'))).toBe('SavedQueryInvalid');
  expect(await typeOf(reviewer, step('reviewSavedQuery', 2, ', approve: true'))).toBe('SavedQueryChanged');
  // A correction is a draft again, while the text that was reviewed is served.
  const corrected = step('correctSavedQuery', 3, ', input: {query: "{ metric(id: \\"park_union_rate\\") { name } }"}');
  expect(await typeOf(owner, corrected)).toBe('SavedQueryChanged');
  const served = async () => fetch(`${office.server.url}/w/own-query`);
  await expect.poll(async () => (await served()).status).toBe(200);
  expect(await (await served()).text()).toContain('职工入会率');
  const listed = await ask(visitor, '{ savedQueries { name state query } }');
  expect(JSON.stringify(listed.data)).toContain('own-query');
  expect(JSON.stringify(listed.data)).not.toContain('park_union_rate');
  expect(await typeOf(reviewer, step('withdrawSavedQuery', 4, ', reason: "改口径"'))).toBe('SavedQueryChanged');
  await expect.poll(async () => (await served()).status).toBe(404);
  // Whoever reviews does not review what is their own.
  expect(await typeOf(reviewer, CREATE, { input: input('leaders-own') })).toBe('SavedQueryChanged');
  await ask(reviewer, step('submitSavedQuery', 1).replace('own-query', 'leaders-own'));
  const own = step('reviewSavedQuery', 2, ', approve: true').replace('own-query', 'leaders-own');
  expect(await typeOf(reviewer, own)).toBe('SavedQueryStepRefused');
  await Promise.all([owner, other, reviewer, away, visitor].map((context) => context.close()));
});

/** Puts a reviewed query into the register without its way there. */
async function reviewed(
  name: string,
  query: string,
  variables: object,
  reads: 'published' | 'registers',
): Promise<void> {
  const { database } = office;
  await sql`
    insert into saved_query (name, title, federation_code, owner_kind, owner_id, owner_name, query, variables, reads, state,
      reviewed_query, reviewed_variables, reviewed_reads, reviewed_sha256)
    values (${name}, ${`标题 ${name}`}, '320924', 'account', '999', '甲', ${query}, ${JSON.stringify(variables)}, ${reads},
      'reviewed', ${query}, ${JSON.stringify(variables)}, ${reads}, encode(sha256(${query}::bytea), 'hex'))
  `.execute(database.db);
}

test('rows of registers are served to who may see them alone, and never kept', async () => {
  await reviewed('federations-live', '{ accounts { name } }', {}, 'published');
  // What was taken for published when it was reviewed is looked at again when it is asked for.
  const refused = await fetch(`${office.server.url}/w/federations-live`);
  expect(refused.status).toBe(403);
  expect(refused.headers.get('cache-control')).toContain('no-store');
  const administrator = await signedIn('管', 'administrator');
  const answer = await administrator.request.get(`${office.server.url}/w/federations-live`, {
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect([answer.status(), answer.headers()['cache-control']]).toEqual([200, 'private, no-store']);
  const file = await administrator.request.get(`${office.server.url}/export/saved/federations-live.plain.csv`, {
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(await file.text()).toContain('管');
  expect((await fetch(`${office.server.url}/export/saved/federations-live.csv`)).status).toBe(403);
  await administrator.close();
});

test('the answer is a table by a rule told from the query, and the code beside it runs: curl, DuckDB, TypeScript', async () => {
  await reviewed('parks', RANKING, { scope: 'region:320924' }, 'published');
  const { url } = office.server;
  const code = new Map(
    snippetsOf({ name: 'parks', reads: 'published', base: url, publicationId: '2026-11-20-1' }).map((one) => [
      one.key,
      one.code,
    ]),
  );
  const folder = temporary('snippets');
  mkdirSync(folder, { recursive: true });
  // The server answers in this process, so what asks it must not hold it back.
  const run = async (command: string, args: string[]) =>
    (await promisify(execFile)(command, args, { cwd: folder })).stdout;
  const shell = (script: string) => run('sh', ['-ec', script]);

  const curl = await shell(code.get('curl') ?? '');
  const { data } = JSON.parse(curl) as { data: { ranking: { rows: { scope: { name: string } }[] } } };
  const csv = readFileSync(join(folder, 'parks.csv'), 'utf8').trim().split('\r\n');
  expect(csv[0]).toBe(
    'rank,scope_id,scope_name,figure_numerator,figure_denominator,figure_value,figure_state,ranking_as_of',
  );
  expect(csv).toHaveLength(data.ranking.rows.length + 1);

  const [fetching = '', query = ''] = (code.get('duckdb') ?? '').split('\n');
  await shell(fetching);
  const instance = await openDuckDb(':memory:');
  const select = (/^duckdb -c "(.*)"$/.exec(query)?.[1] ?? '').replace(
    "'parks.parquet'",
    `'${join(folder, 'parks.parquet')}'`,
  );
  const rows = await rowsOf(await instance.connect(), select);
  instance.closeSync();
  expect(rows.map(({ scope_name }) => scope_name)).toEqual(data.ranking.rows.map(({ scope }) => scope.name));
  expect(rows[0]).toMatchObject({ ranking_as_of: '2026-11-20', figure_denominator: 4 });

  writeFileSync(join(folder, 'take.mts'), code.get('typescript') ?? '');
  const told = await run(process.execPath, ['take.mts']);
  expect(JSON.parse(told)).toEqual(data);
  const xlsx = await fetch(`${url}/export/saved/parks.xlsx?publication=2026-11-20-1`);
  expect([
    xlsx.status,
    Buffer.from(await xlsx.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ]).toEqual([200, 'PK']);
  const park = await fetch(`${url}/w/parks?scope=region%3A320924100`);
  expect(JSON.stringify(await park.json())).toContain('乙园区');
  expect((await fetch(`${url}/w/parks?other=1`)).status).toBe(400);
  // Whatever was reviewed, other variables cannot make more of it than anyone may ask.
  await reviewed(
    'sized',
    'query ($last: Int = 1) { series(metric: "member_rate", scope: "region:320924", grain: MONTH, last: $last) { points { value } } }',
    {},
    'published',
  );
  expect((await fetch(`${url}/w/sized?last=2`)).status).toBe(200);
  expect((await fetch(`${url}/w/sized?last=two`)).status).toBe(400);
  expect((await fetch(`${url}/w/sized?last=99999999`)).status).toBe(400);
  expect((await fetch(`${url}/export/saved/parks.csv?rows=nothing`)).status).toBe(400);
  expect((await fetch(`${url}/export/saved/none.csv`)).status).toBe(404);
});

test('outside the rows values repeat under their whole way, inner lists are JSON, and one row is told without a list', () => {
  const shapeOf = (text: string, at?: string) => {
    const read = readOperation(schema, text, {});
    if ('problems' in read) throw new Error(read.problems[0]?.en);
    return tableShape(schema, documentOf('x', read), at);
  };
  const text = `{ first: metric(id: "member_rate") { id definition { version } }
    list: metrics { id lineage { models registers { register columns } } } }`;
  const shape = shapeOf(text);
  expect(shape.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    ...[
      'id text',
      'lineage_models text',
      'lineage_registers text',
      'first_id text',
      'first_definition_version integer',
    ],
  ]);
  const data = {
    first: { id: 'member_rate', definition: { version: 1 } },
    list: [
      { id: 'a', lineage: { models: ['m'], registers: [{ register: 'r', columns: ['c'] }] } },
      { id: 'b', lineage: null },
    ],
  };
  expect(flatten(shape, data)).toEqual([
    ['a', '["m"]', '[{"register":"r","columns":["c"]}]', 'member_rate', 1],
    ['b', null, null, 'member_rate', 1],
  ]);
  const inner = shapeOf(text, 'list.lineage.registers');
  expect(flatten(inner, data)).toEqual([['r', '["c"]', 'member_rate', 1, 'a', '["m"]']]);
  const single = shapeOf('{ first: metric(id: "member_rate") { id } }');
  expect(flatten(single, data)).toEqual([['member_rate']]);
  const figures = shapeOf(
    `{ q: metricQuery(metrics: [{metric: "member_rate"}, {metric: "star_three_and_above_share"}], scopes: {ids: ["region:320924"]}, by: [SCOPE]) {
      rows { scope { id name } cells { metric { id } value } } publication { id } } }`,
  );
  const cell = (id: string, value: number) => ({ metric: { id }, value });
  const answer = {
    rows: [{ scope: { id: 's', name: '县' }, cells: [cell('m', 1), cell('n', 2)] }],
    publication: { id: 'p' },
  };
  expect(figures.columns.map(({ name }) => name)).toEqual([
    ...['scope_id', 'scope_name', 'metric_id', 'value', 'q_publication_id'],
  ]);
  expect(flatten(figures, { q: answer })).toEqual([
    ['s', '县', 'm', 1, 'p'],
    ['s', '县', 'n', 2, 'p'],
  ]);
});
