import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createAccount, grantRole } from '@union/access/identity/accounts.ts';
import { issueKey } from '@union/access/identity/keys.ts';
import { Reaches } from '@union/access/reach.ts';
import { operator } from '@union/access/viewer.ts';
import { buildClient } from '@union/client/build.ts';
import { UnionClient } from '@union/client/client.ts';
import { UnionApiError, UnionUnreachable } from '@union/client/errors.ts';
import { unionised } from '@union/client/example/figure.ts';
import { twice } from '@union/client/example/kept.ts';
import { lookUp } from '@union/client/example/refused.ts';
import { namesOfUnions } from '@union/client/example/rows.ts';
import type { Database } from '@union/schema/db/database.ts';
import { serverAudits } from 'graphql-http';
import { GraphQLClient, gql } from 'graphql-request';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { giveTwoCounties } from '../access/support/two-counties.ts';
import { holdDatabase } from '../api/support/hold-database.ts';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openTestDatabase } from '../support/database.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let key: string;
let client: UnionClient;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  await giveTwoCounties(database);
  await sql`
    insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on)
    select 'P' || n, '园区工会' || n, 'single', '320924', '320924', '320924400', '2012-01-01' from generate_series(1, 5) as n
  `.execute(database.db);
  server = await openTestServer(folder.path, database);
  const atTheMachine = new Reaches(operator('test'), new Map());
  const accountId = await createAccount(database.db, atTheMachine, { name: '分析员' });
  const grant = { role: 'analyst', federationCode: '320924' } as const;
  await grantRole(database.db, atTheMachine, { accountId, ...grant });
  ({ key } = await issueKey(database.db, atTheMachine, { accountId, name: '程序', ...grant, days: 30 }));
  client = new UnionClient({ url: server.url, key });
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});

const NAMES = ['园区工会1', '园区工会2', '园区工会3', '园区工会4', '园区工会5'];

test('the examples of the README are the files that run', () => {
  const readme = readFileSync(new URL('../../services/client/README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)];
  expect(blocks.map(([, name]) => name)).toHaveLength(4);
  for (const [, name, text] of blocks) {
    expect(text).toBe(readFileSync(new URL(`../../services/client/${name}`, import.meta.url), 'utf8'));
  }
});

test('a project elsewhere installs the package, makes its types as told, checks them and runs without this repository', {
  timeout: 180_000,
}, async () => {
  const project = mkdtempSync(join(tmpdir(), 'union-client-'));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, '@union'), { recursive: true });
  cpSync(buildClient(), join(modules, '@union/client'), { recursive: true });
  const ours = fileURLToPath(new URL('../../node_modules/', import.meta.url));
  for (const name of ['@graphql-codegen', '@graphql-typed-document-node', '@types', 'graphql', 'typescript']) {
    symlinkSync(join(ours, name), join(modules, name));
  }
  mkdirSync(join(project, 'src'));
  copyFileSync(join(modules, '@union/client/codegen.ts'), join(project, 'codegen.ts'));
  copyFileSync(new URL('../../schema/schema.graphql', import.meta.url), join(project, 'schema.graphql'));
  const figure = readFileSync(new URL('../../services/client/example/figure.ts', import.meta.url), 'utf8');
  writeFileSync(join(project, 'src/figure.ts'), figure.replace('./generated/', './graphql/'));
  writeFileSync(
    join(project, 'src/run.ts'),
    `import { unionised } from './figure.ts';\nconsole.log(await unionised('${server.url}', 'park:PA'));\n`,
  );
  const compilerOptions = {
    ...{ target: 'es2022', module: 'nodenext', strict: true, noEmit: true, allowImportingTsExtensions: true },
    types: ['node'],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'elsewhere', type: 'module' }));
  const run = async (...args: string[]) => (await promisify(execFile)(process.execPath, args, { cwd: project })).stdout;
  await run(join(modules, '@graphql-codegen/cli/cjs/bin.js'));
  expect(await run(join(modules, 'typescript/bin/tsc'), '-p', '.')).toBe('');
  expect(await run('src/run.ts')).toMatch(/^企业建会率 \d{4}-\d\d-\d\d: \d+ \/ \d+\n$/);
});

test('a typed operation answers what its type says', async () => {
  expect(await unionised(server.url, 'region:320924')).toMatch(/^\S+ 2026-11-\d\d: 86 \/ 100$/);
});

test('a persisted document that has not changed is not sent again', async () => {
  expect(await twice(server.url, 'region:320924')).toEqual([0.86, true]);
});

test('rows come page by page, for the key that may read them and for nobody else', async () => {
  expect(await namesOfUnions(server.url, key, '320924400')).toEqual(NAMES);
  await expect(namesOfUnions(server.url, undefined, '320924400')).rejects.toMatchObject({ code: 'REGISTER_CLOSED' });
  await expect(namesOfUnions(server.url, `${key}x`, '320924400')).rejects.toMatchObject({ status: 401 });
});

test('a refusal has its code, its request and its words in the language asked for', async () => {
  const { signal } = new AbortController();
  expect(await lookUp(server.url, 'region:320924', signal)).toBe('射阳县');
  expect(await lookUp(server.url, 'region:999999', signal)).toMatch(/^nothing there: the publication has no scope/);
  const refused: UnionApiError = await client.persisted('metric', { scope: 'region:999999' }).then(
    () => expect.unreachable(),
    (error) => error,
  );
  expect(refused).toBeInstanceOf(UnionApiError);
  expect([refused.code, refused.status]).toEqual(['SCOPE_NOT_FOUND', 404]);
  expect(refused.message).toContain('没有范围');
  expect(refused.requestId).toMatch(/^[\w.-]{8,64}$/);
  const wrong = await client.ask('{ nothing }').then(
    () => expect.unreachable(),
    (error: UnionApiError) => error,
  );
  expect([wrong.code, wrong.status, wrong.message]).toEqual([
    'GRAPHQL_VALIDATION_FAILED',
    400,
    '查询与接口定义不符：Cannot query field "nothing" on type "Query".',
  ]);
});

test('errors of operations and exports are worded by Accept-Language, and those of kept documents in both languages', async () => {
  const wordsOf = async (path: string, language: string, query?: string) => {
    const response = await fetch(`${server.url}${path}`, {
      headers: { 'content-type': 'application/json', 'accept-language': language },
      ...(query !== undefined && { method: 'POST', body: JSON.stringify({ query }) }),
    });
    const { errors } = (await response.json()) as {
      errors: { message: string; extensions: { messageZh: string; messageEn?: string } }[];
    };
    const [{ message, extensions: { messageZh, messageEn } = { messageZh: '' } } = { message: '' }] = errors;
    return { message, messageZh, messageEn };
  };
  for (const [path, query] of [
    ['/graphql', '{ figure(metric: "none", scope: "none") { value } }'],
    ['/export/query/none'],
  ] as const) {
    const english = await wordsOf(path, 'en-GB,zh;q=0.5', query);
    expect(english.message).toMatch(/^[ -~]+$/);
    const chinese = await wordsOf(path, 'zh-CN,zh;q=0.9,en;q=0.8', query);
    expect(chinese).toEqual({ ...english, message: english.messageZh, messageEn: english.message });
  }
  expect(await wordsOf('/w/metric?scope=none', 'zh-CN')).toEqual(await wordsOf('/w/metric?scope=none', 'en'));
});

test('what does not answer as the API is told apart from a refusal', async () => {
  const nowhere = new UnionClient({ url: 'http://127.0.0.1:1' });
  await expect(nowhere.ask('{ metrics { id } }')).rejects.toBeInstanceOf(UnionUnreachable);
  const other = new UnionClient({ url: server.url, fetch: async () => new Response('<html>') });
  await expect(other.ask('{ metrics { id } }')).rejects.toMatchObject({ code: 'UNREACHABLE' });
});

test('a signal ends a request with its reason', async () => {
  const held = await holdDatabase(database);
  try {
    const end = new AbortController();
    const asked = client.ask('{ parks { totalCount } }', {}, { signal: end.signal });
    setTimeout(() => end.abort(new Error('no longer wanted')), 100);
    await expect(asked).rejects.toThrow('no longer wanted');
  } finally {
    await held.release();
  }
});

const PAGE = `query ($after: String) { unions(first: 2, after: $after, filter: { park: "320924400" }) {
  edges { node { code name } } pageInfo { hasNextPage endCursor } } }`;

test('pages stay as they are while rows come and go: none is repeated, none that stays is left out', async () => {
  type Data = {
    unions: { edges: { node: { name: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
  const names: string[] = [];
  let pages = 0;
  try {
    for await (const page of client.pages<Data, { after?: string }, { name: string }>(
      PAGE,
      {},
      ({ unions }) => unions,
    )) {
      names.push(...page.map(({ name }) => name));
      pages++;
      if (pages === 1) {
        // One before what was read, one that was read last goes, one comes between what is still to be read.
        await sql`insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on) values
          ('P0', '园区工会0', 'single', '320924', '320924', '320924400', '2012-01-01'),
          ('P3A', '园区工会3A', 'single', '320924', '320924', '320924400', '2012-01-01')`.execute(database.db);
        await sql`delete from trade_union where union_code = 'P2'`.execute(database.db);
      }
    }
  } finally {
    await sql`delete from trade_union where union_code in ('P0', 'P3A')`.execute(database.db);
    await sql`insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on)
      values ('P2', '园区工会2', 'single', '320924', '320924', '320924400', '2012-01-01') on conflict do nothing`.execute(
      database.db,
    );
  }
  expect(names).toEqual(['园区工会1', '园区工会2', '园区工会3', '园区工会3A', '园区工会4', '园区工会5']);
});

test('a stock GraphQL client asks, pages and is refused as it expects', async () => {
  const stock = new GraphQLClient(`${server.url}/graphql`, { headers: { authorization: `Bearer ${key}` } });
  const document = gql`${PAGE}`;
  const first = await stock.request<{ unions: { pageInfo: { endCursor: string } } }>(document);
  const second = await stock.request<{ unions: { edges: { node: { name: string } }[] } }>(document, {
    after: first.unions.pageInfo.endCursor,
  });
  expect(second.unions.edges.map(({ node }) => node.name)).toEqual(NAMES.slice(2, 4));
  await expect(stock.request('{ parks(first: 0) { totalCount } }')).rejects.toMatchObject({
    response: { status: 400, errors: [{ extensions: { code: 'PAGE_SIZE_INVALID' } }] },
  });
});

test('answers say how long their steps took, by name and number alone, and other sites cannot read it', async () => {
  const post = (query: string) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, origin: 'https://portal.example' },
      body: JSON.stringify({ query }),
    });
  const stepsOf = ({ headers }: Response) => {
    const value = headers.get('server-timing') ?? '';
    expect(value).toMatch(/^[a-z]+;dur=\d+\.\d(, [a-z]+;dur=\d+\.\d)*$/);
    expect(headers.get('access-control-expose-headers')).not.toContain('server-timing');
    expect(headers.get('timing-allow-origin')).toBeNull();
    return value.replaceAll(/;dur=[\d.]+/g, '');
  };
  const query = '{ unions(first: 1) { edges { node { name timed: code } } } }';
  expect(stepsOf(await post(query))).toBe('auth, parse, validate, plan, db, total');
  expect(stepsOf(await post(query))).toBe('auth, plan, db, total');
  expect(stepsOf(await post('{ metrics { id } }'))).toBe('auth, parse, validate, execute, total');
  expect(stepsOf(await fetch(`${server.url}/w/metric?scope=park:PA`))).toBe('total');
});

const ALWAYS_400 =
  'Apollo answers 400 to what cannot be run, whatever form is accepted: proxies and logs see that it failed';
/** Audits that are not passed, each with its reason. None of them is a MUST. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  '572B': ALWAYS_400,
  FDE2: ALWAYS_400,
  '7B9B': ALWAYS_400,
  '5A70': 'a GET that any page can send is refused, as it could be sent with a session (MAY)',
  D6D5: 'the same (MAY)',
  '6A70': 'the same (MAY)',
};

test('GraphQL over HTTP: every audit of graphql-http is passed, but those that are named', async () => {
  const failed: string[] = [];
  // The audits ask about the schema itself, which a server in public does not answer.
  const open = await openTestServer(folder.path, database, { introspection: true, perMinute: false });
  onTestFinished(() => open.close());
  for (const audit of serverAudits({ url: `${open.url}/graphql` })) {
    const result = await audit.fn();
    expect(audit.name.startsWith('MUST') && audit.id in LEFT_OUT).toBe(false);
    if (result.status !== 'ok' && !(audit.id in LEFT_OUT))
      failed.push(`${audit.id} ${audit.name}: ${result.status} ${result.reason}`);
    if (result.status === 'ok' && audit.id in LEFT_OUT) failed.push(`${audit.id} is passed by now`);
  }
  expect(failed).toEqual([]);
});
