import { createServer } from 'node:net';
import { verifyAudit } from '@union/access/audit/audit.ts';
import { createAccount, disableAccount, grantRole, revokeGrant } from '@union/access/identity/accounts.ts';
import { issueKey, revokeKey } from '@union/access/identity/keys.ts';
import { firstAdministratorLink, makeLink } from '@union/access/identity/links.ts';
import { Reaches } from '@union/access/reach.ts';
import { operator } from '@union/access/viewer.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { CLIENT, type RunningProvider, SERVICE, startProvider } from './support/provider.ts';
import { giveTwoCounties } from './support/two-counties.ts';
import { Visitor } from './support/visitor.ts';

const AUDIENCE = 'https://unions.example.cn/graphql';
const atTheMachine = new Reaches(operator('test'), new Map());

eachEngine((engine) => {
  let folder: PublicationsFolder;
  let database: Database;
  let provider: RunningProvider;
  let server: TestServer;
  let wang: number;
  let grantOfWang: number;

  beforeAll(async () => {
    folder = makePublicationsFolder();
    await folder.publish('2026-11-20');
    database = await openTestDatabase(engine);
    await giveTwoCounties(database);
    const port = await freePort();
    provider = await startProvider(`http://127.0.0.1:${port}/sign-in/callback`, AUDIENCE);
    server = await openTestServer(folder.path, database, {
      config: readConfig({
        ...{ PORT: String(port), HOST: '127.0.0.1', OIDC_ISSUER: provider.issuer, API_AUDIENCE: AUDIENCE },
        ...{ OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
      }),
    });
    wang = await createAccount(database.db, atTheMachine, { name: '王主任', email: 'Wang@example.cn' });
    grantOfWang = await grantRole(database.db, atTheMachine, {
      ...{ accountId: wang, role: 'analyst', federationCode: '320924' },
    });
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
    await database.close();
    folder.remove();
  });

  const session = async (visitor: Visitor) =>
    (await (await visitor.ask(`${server.url}/session`, { 'sec-fetch-site': 'same-origin' })).json()) as {
      kind: string;
      name: string;
      csrfToken: string | null;
    };
  const unions = async (headers: Record<string, string>, visitor = new Visitor()) => {
    const response = await visitor.ask(
      `${server.url}/graphql`,
      { 'content-type': 'application/json', ...headers },
      {
        method: 'POST',
        body: JSON.stringify({ query: '{ unions { edges { node { code } } } }' }),
      },
    );
    const { data, errors } = (await response.json()) as {
      data?: { unions: { edges: { node: { code: string } }[] } | null };
      errors?: { extensions: { code: string } }[];
    };
    return errors?.[0]?.extensions.code ?? data?.unions?.edges.map(({ node }) => node.code).join();
  };
  const signIn = async () => {
    const visitor = new Visitor();
    const page = await visitor.go(`${server.url}/sign-in/oidc?return=/sign-in`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('王主任')]);
    return visitor;
  };
  const here = { 'sec-fetch-site': 'same-origin' };

  test('a person signs in through the provider, by an address that an administrator wrote down, and sees the own county', async () => {
    provider.person = { sub: 'p1', name: '王主任', email: 'wang@example.cn' };
    const visitor = await signIn();
    expect(await session(visitor)).toMatchObject({ kind: 'account', name: '王主任' });
    expect(await unions(here, visitor)).toBe('U1');
  });

  test('the cookie is for this server alone and no script reads it; the database holds its hash', async () => {
    const visitor = await signIn();
    const line = visitor.given.findLast((cookie) => cookie.startsWith('union-session='));
    expect(line).toMatch(/^union-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
    const stored = await database.db.selectFrom('account_session').select('session_sha256').execute();
    expect(JSON.stringify(stored)).not.toContain(visitor.cookie(server.url, 'union-session'));
  });

  test('signing in again ends the session that the browser had', async () => {
    const visitor = await signIn();
    const before = visitor.cookie(server.url, 'union-session');
    await visitor.go(`${server.url}/sign-in/oidc?return=/sign-in`);
    expect(visitor.cookie(server.url, 'union-session')).not.toBe(before);
    expect(await unions({ ...here, cookie: `union-session=${before}` })).toBe('REGISTER_CLOSED');
  });

  test('an answer of the provider is taken once, and only from the browser that asked', async () => {
    const visitor = new Visitor();
    const begun = await visitor.ask(`${server.url}/sign-in/oidc`);
    let at = begun.headers.get('location') ?? '';
    for (let hops = 0; hops < 8 && !at.startsWith(`${server.url}/sign-in/callback`); hops++) {
      const next = await visitor.ask(at);
      at = new URL(next.headers.get('location') ?? '', at).href;
    }
    expect((await new Visitor().ask(at)).status).toBe(400);
    expect((await visitor.ask(at)).status).toBe(303);
    expect((await visitor.ask(at)).status).toBe(400);
  });

  test('nobody is sent to another site after signing in', async () => {
    for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const visitor = new Visitor();
      const begun = await visitor.ask(`${server.url}/sign-in/oidc?return=${encodeURIComponent(elsewhere)}`);
      let at = begun.headers.get('location') ?? '';
      for (let hops = 0; hops < 8 && !at.startsWith(server.url); hops++) {
        const next = await visitor.ask(at);
        at = new URL(next.headers.get('location') ?? '', at).href;
      }
      const last = await visitor.ask(at);
      expect(last.headers.get('location')).toBe('/');
    }
  });

  test('whom nobody here knows is refused, and so is an address that the provider has not verified', async () => {
    provider.person = { sub: 'p9', name: '路人', email: 'nobody@example.cn' };
    const page = await new Visitor().go(`${server.url}/sign-in/oidc`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(403);
    const li = await createAccount(database.db, atTheMachine, { name: '李', email: 'li@example.cn' });
    provider.person = { sub: 'p8', name: '李', email: 'li@example.cn', isVerified: false };
    expect((await new Visitor().go(`${server.url}/sign-in/oidc`)).status).toBe(403);
    const account = await database.db
      .selectFrom('account')
      .select('subject')
      .where('account_id', '=', li)
      .executeTakeFirstOrThrow();
    expect(account.subject).toBeNull();
    provider.person = { sub: 'p1', name: '王主任', email: 'wang@example.cn' };
  });

  test('a session ends when it was idle too long, when its time is up, and when it is signed out', async () => {
    const visitor = await signIn();
    const id = { account_id: wang };
    await sql`update account_session set last_seen_at = now() - interval '61 minutes' where account_id = ${wang}`.execute(
      database.db,
    );
    expect(await unions(here, visitor)).toBe('REGISTER_CLOSED');
    const second = await signIn();
    await sql`update account_session set expires_at = now() where account_id = ${id.account_id}`.execute(database.db);
    expect(await unions(here, second)).toBe('REGISTER_CLOSED');
    const third = await signIn();
    const { csrfToken } = await session(third);
    const out = await third.ask(
      `${server.url}/sign-out`,
      { ...here, 'content-type': 'application/x-www-form-urlencoded' },
      { method: 'POST', body: `csrf=${csrfToken}` },
    );
    expect(out.status).toBe(303);
    expect(third.cookie(server.url, 'union-session')).toBeUndefined();
  });

  test('signing out everywhere ends every session of the account', async () => {
    const [desk, phone] = [await signIn(), await signIn()];
    const { csrfToken } = await session(desk);
    await desk.ask(
      `${server.url}/sign-out/everywhere`,
      { ...here, 'x-csrf-token': csrfToken ?? '' },
      { method: 'POST' },
    );
    expect(await unions(here, phone)).toBe('REGISTER_CLOSED');
  });

  test('a change needs a page of this server and its token; another site can neither change nor read', async () => {
    const visitor = await signIn();
    const { csrfToken } = await session(visitor);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const post = async (headers: Record<string, string>, body: string) =>
      (await visitor.ask(`${server.url}/sign-out`, { ...form, ...headers }, { method: 'POST', body })).status;
    expect(await post({ 'sec-fetch-site': 'same-origin' }, '')).toBe(403);
    expect(await post({ 'sec-fetch-site': 'cross-site' }, `csrf=${csrfToken}`)).toBe(403);
    expect(await post({ 'sec-fetch-site': 'same-site' }, `csrf=${csrfToken}`)).toBe(403);
    expect(await post({ origin: 'https://evil.example' }, `csrf=${csrfToken}`)).toBe(403);
    // Read across sites the cookie is as if it were not there.
    expect(await unions({ 'sec-fetch-site': 'cross-site' }, visitor)).toBe('CROSS_SITE_REFUSED');
    const read = await visitor.ask(`${server.url}/session`, { 'sec-fetch-site': 'cross-site' });
    expect(await read.json()).toMatchObject({ kind: 'anonymous', csrfToken: null });
    expect(read.headers.get('access-control-allow-credentials')).toBeNull();
    expect(await post({ 'sec-fetch-site': 'same-origin' }, `csrf=${csrfToken}`)).toBe(303);
  });

  test('a link signs in once; looking at it uses nothing up', async () => {
    const secret = await makeLink(database.db, atTheMachine, wang);
    const visitor = new Visitor();
    const page = await visitor.ask(`${server.url}/sign-in/link?token=${secret}`);
    expect(await page.text()).toContain('<form method="post"');
    const use = async (headers: Record<string, string>) =>
      (
        await visitor.ask(
          `${server.url}/sign-in/link`,
          { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          { method: 'POST', body: `token=${secret}` },
        )
      ).status;
    expect(await use({ 'sec-fetch-site': 'cross-site' })).toBe(400);
    expect(await use(here)).toBe(303);
    expect(await session(visitor)).toMatchObject({ kind: 'account' });
    const { csrfToken } = await session(visitor);
    expect(await use({ ...here, 'x-csrf-token': csrfToken ?? '' })).toBe(401);
  });

  test('the first start makes a link for one administrator, anew until it was used, and then never again', async () => {
    const first = await firstAdministratorLink(database.db);
    const second = await firstAdministratorLink(database.db);
    expect(first).not.toBe(second);
    const use = async (secret: string | undefined) =>
      (
        await new Visitor().ask(
          `${server.url}/sign-in/link`,
          { 'content-type': 'application/x-www-form-urlencoded' },
          { method: 'POST', body: `token=${secret}` },
        )
      ).status;
    expect([await use(first), await use(second)]).toEqual([401, 303]);
    expect(await firstAdministratorLink(database.db)).toBeUndefined();
  });

  test('a key opens what it is for, until it is revoked, expires, or its account no longer holds that', async () => {
    const ask = (key: string) => unions({ authorization: `Bearer ${key}` });
    const make = () =>
      issueKey(database.db, atTheMachine, {
        ...{ accountId: wang, name: '报表', role: 'analyst', federationCode: '320924100', days: 30 },
      });
    const { key, prefix } = await make();
    expect(await ask(key)).toBe('U1');
    expect(await ask(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBe('NOT_SIGNED_IN');
    await revokeKey(database.db, atTheMachine, prefix);
    expect(await ask(key)).toBe('NOT_SIGNED_IN');
    const expired = await make();
    await sql`update api_key set expires_at = now() where key_prefix = ${expired.prefix}`.execute(database.db);
    expect(await ask(expired.key)).toBe('NOT_SIGNED_IN');
    const beyond = issueKey(database.db, atTheMachine, {
      ...{ accountId: wang, name: '报表', role: 'analyst', federationCode: '320925', days: 30 },
    });
    await expect(beyond).rejects.toMatchObject({ code: 'KEY_BEYOND_ACCOUNT' });
    const stored = await database.db.selectFrom('api_key').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(key.slice(18));
    expect(stored.find(({ key_prefix }) => key_prefix === prefix)?.last_used_at).not.toBeNull();
  });

  test('a token of the provider opens what its account was granted; one for another audience, or nobody, opens nothing', async () => {
    const token = await provider.tokenFor(SERVICE.id, SERVICE.secret, AUDIENCE);
    const ask = (given: string) => unions({ authorization: `Bearer ${given}` });
    expect(await ask(token)).toBe('NOT_SIGNED_IN');
    const service = await createAccount(database.db, atTheMachine, {
      ...{ name: '报表服务', kind: 'service', issuer: provider.issuer, subject: SERVICE.id },
    });
    await grantRole(database.db, atTheMachine, { accountId: service, role: 'analyst', federationCode: '320925' });
    expect(await ask(token)).toBe('U2');
    const [head, body, signature = ''] = token.split('.');
    expect(await ask([head, body, `${signature.slice(0, -2)}AA`].join('.'))).toBe('NOT_SIGNED_IN');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await ask(`${none}.${body}.`)).toBe('NOT_SIGNED_IN');
    await disableAccount(database.db, atTheMachine, service);
    expect(await ask(token)).toBe('NOT_SIGNED_IN');
  });

  test('what is revoked is closed at the next request', async () => {
    const visitor = await signIn();
    expect(await unions(here, visitor)).toBe('U1');
    await revokeGrant(database.db, atTheMachine, grantOfWang);
    expect(await unions(here, visitor)).toBe('REGISTER_CLOSED');
    await grantRole(database.db, atTheMachine, { accountId: wang, role: 'analyst', federationCode: '320924' });
    expect(await unions(here, visitor)).toBe('U1');
    await disableAccount(database.db, atTheMachine, wang);
    expect(await session(visitor)).toMatchObject({ kind: 'anonymous' });
  });

  test('every step stands in the audit, and the chain is whole', async () => {
    const { rows } = await sql<{ action: string }>`select distinct action from audit_event`.execute(database.db);
    expect(rows.map(({ action }) => action).sort()).toEqual(
      expect.arrayContaining([
        'create',
        'end',
        'grant',
        'issue',
        'link',
        'revoke',
        'sign_in',
        'sign_in_refused',
        'sign_out',
      ]),
    );
    expect(await verifyAudit(database.db)).toMatchObject({ brokenAt: null });
  });

  // Last, as it closes the door to this address for ten minutes.
  test('after twenty failures from one address no further attempt is looked at', async () => {
    const codes = new Set<string | undefined>();
    for (let attempt = 0; attempt < 25; attempt++)
      codes.add(await unions({ authorization: 'Bearer ukey_000000000000_x' }));
    expect(codes).toContain('TOO_MANY_ATTEMPTS');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
