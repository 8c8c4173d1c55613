import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount, findViewer, grantRole } from '@union/access/identity/accounts.ts';
import { makeEmbedToken, renewTokenKey } from '@union/access/identity/embed-tokens.ts';
import { issueKey, type KeyRole, revokeKey } from '@union/access/identity/keys.ts';
import { Reaches } from '@union/access/reach.ts';
import { liftRestriction, setRestriction } from '@union/access/restricted/restrictions.ts';
import { anonymous, operator } from '@union/access/viewer.ts';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openTestDatabase } from '../support/database.ts';
import { giveTwoCounties } from './support/two-counties.ts';

const atTheMachine = new Reaches(operator('test'), new Map());
/** The park of the fixture whose figures are kept: 3 of 4 enterprises. */
const PARK = 'park:PA';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let account: number;
let publicationId: string;

beforeAll(async () => {
  folder = makePublicationsFolder();
  publicationId = await folder.publish('2026-11-20');
  for (const document of ['park-coverage', 'metric', 'ranking']) {
    const files = join(folder.path, publicationId, 'static', document);
    mkdirSync(files, { recursive: true });
    writeFileSync(join(files, 'region-320924.json'), '{"data":"the file of the night"}');
  }
  database = await openTestDatabase('embedded');
  await giveTwoCounties(database);
  await sql`insert into park (park_code, name, level, region_code, opened_on) values ('PA', '园区甲', 'county', '320924', '2010-01-01')`.execute(
    database.db,
  );
  server = await openTestServer(folder.path, database);
  account = await createAccount(database.db, atTheMachine, { name: '门户管理员' });
  for (const role of ['portal', 'analyst'] as const) {
    await grantRole(database.db, atTheMachine, { accountId: account, role, federationCode: '320900' });
  }
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});

const keyOf = (role: KeyRole, federationCode = '320924') =>
  issueKey(database.db, atTheMachine, { accountId: account, name: '县政府门户', role, federationCode, days: 30 });
const as = (credential: string) => ({ headers: { authorization: `Bearer ${credential}` } });

/** Keeps figures from the public until the work is done; both are noticed within a second. */
async function restricted(metricId: string | null, scopeId: string | null, work: () => Promise<void>): Promise<void> {
  const id = await setRestriction(database.db, atTheMachine, { metricId, scopeId, reason: '考核期间不公开' });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  try {
    await work();
  } finally {
    await liftRestriction(database.db, atTheMachine, id);
    await new Promise((resolve) => setTimeout(resolve, 1100));
  }
}

async function graphql(query: string, options: RequestInit = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    ...options,
    headers: { 'content-type': 'application/json', ...(options.headers as Record<string, string>) },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as {
    data: Record<string, never> | null;
    errors?: { extensions: { code: string } }[];
  };
}

const COUNTY = 'region:320924';
const FIGURE = `{ figure(metric: "enterprise_unionisation_rate", scope: "${COUNTY}") { numerator state } }`;

/** Every way out of published figures that speaks of the county's rate. */
const WAYS: readonly (readonly [name: string, path: string])[] = [
  ['the document', `/w/park-coverage?scope=${COUNTY}`],
  ['the page of an element', `/w/park-coverage?scope=${COUNTY}&lang=zh-CN`],
  ['any metric', `/w/metric?scope=${COUNTY}&metric=enterprise_unionisation_rate`],
  ['a ranking', `/w/ranking?scope=${COUNTY}&kind=PARK`],
  ['a target', `/w/target?scope=${COUNTY}&metric=enterprise_unionisation_rate`],
  ['the fragment', `/fragment/park-coverage?scope=${COUNTY}`],
  ['the picture', `/image/park-coverage.svg?scope=${COUNTY}`],
  ['the bitmap', `/image/park-coverage.png?scope=${COUNTY}`],
  ['the frame', `/frame/park-coverage?scope=${COUNTY}`],
  ['the static file', `/publications/current/static/park-coverage/region-320924.json`],
  ['the static file of a publication', `/publications/2026-11-20-1/static/park-coverage/region-320924.json`],
];

describe('a restricted metric', () => {
  test.each(WAYS)('is public until it is restricted: %s', async (_, path) => {
    expect((await fetch(server.url + path)).status).toBe(200);
  });

  test('is refused to the public on every way out, and opened by a token, a key and a role there', async () => {
    const { token } = await makeEmbedToken(database.db, operator('test'), (await keyOf('portal')).prefix, {
      minutes: 5,
    });
    const analyst = (await keyOf('analyst')).key;
    const elsewhere = (await keyOf('analyst', '320925')).key;
    await restricted('enterprise_unionisation_rate', null, async () => {
      for (const [name, path] of WAYS) {
        const closed = await fetch(server.url + path);
        expect([name, closed.status, closed.headers.get('cache-control')]).toEqual([name, 401, 'no-store']);
        for (const options of [as(token), as(analyst)]) {
          const open = await fetch(server.url + path, options);
          expect([name, open.status, open.headers.get('cache-control')]).toEqual([name, 200, 'private, no-store']);
        }
        const inAddress = await fetch(`${server.url}${path}${path.includes('?') ? '&' : '?'}token=${token}`);
        expect([name, inAddress.status]).toEqual([name, 200]);
        // A role in another county opens nothing here.
        expect([name, (await fetch(server.url + path, as(elsewhere))).status]).toEqual([name, 403]);
      }
      const list = `/w?of=${encodeURIComponent(`park-coverage?scope=${COUNTY}`)}&of=${encodeURIComponent(`assistance-share?scope=${COUNTY}`)}`;
      const { answers } = (await (await fetch(server.url + list)).json()) as {
        answers: { status?: number; errors?: { extensions: { code: string } }[] }[];
      };
      expect(answers.map(({ status, errors }) => [status, errors?.[0]?.extensions.code])).toEqual([
        [401, 'FIGURE_RESTRICTED'],
        [undefined, undefined],
      ]);
      expect((await graphql(FIGURE)).errors?.[0]?.extensions.code).toBe('FIGURE_RESTRICTED');
      expect((await graphql(FIGURE, as(token))).data).toEqual({ figure: { numerator: 86, state: 'REPORTED' } });
    });
  });

  test('is no part of any list, whatever asks for it', async () => {
    await restricted('enterprise_unionisation_rate', PARK, async () => {
      const { data, errors } = await graphql(`{
        ranking(metric: "enterprise_unionisation_rate", parent: "${COUNTY}", kind: PARK) {
          rows { rank scope { id } figure { numerator state target { status } } }
        }
        breakdown(metric: "enterprise_unionisation_rate", scope: "${COUNTY}", by: PARK) {
          parts { scope { id } numerator state }
        }
      }`);
      expect(errors).toBeUndefined();
      const { ranking, breakdown } = data as unknown as {
        ranking: { rows: { scope: { id: string } }[] };
        breakdown: { parts: { scope: { id: string } }[] };
      };
      const { rows } = ranking;
      expect(rows.find(({ scope }) => scope.id === PARK)).toEqual({
        ...{ rank: null, scope: { id: PARK }, figure: { numerator: null, state: 'RESTRICTED', target: null } },
      });
      expect(breakdown.parts.find(({ scope }) => scope.id === PARK)).toMatchObject({
        ...{ numerator: null, state: 'RESTRICTED' },
      });
      const shown = await (await fetch(`${server.url}/fragment/ranking?scope=${COUNTY}`)).text();
      expect(shown).toContain('受限，不公开');
    });
  });
});

describe('a restricted scope', () => {
  test('of a federation closes its territory, and leaves the others as they were', async () => {
    await restricted(null, 'federation:320924', async () => {
      expect((await fetch(`${server.url}/w/metric?scope=${COUNTY}&metric=member_rate`)).status).toBe(401);
      expect((await fetch(`${server.url}/w/metric?scope=${PARK}&metric=member_rate`)).status).toBe(401);
      expect(
        (await graphql('{ distribution(metric: "star_distribution", scope: "region:320924") { state } }')).errors?.[0]
          ?.extensions.code,
      ).toBe('FIGURE_RESTRICTED');
      expect((await graphql('{ restatements { metric } }')).data).toEqual({ restatements: [] });
    });
  });

  test('is restricted by who administers it, and by nobody else', async () => {
    const analyst = as((await keyOf('analyst')).key);
    const asked = 'mutation { restrictFigures(metric: "member_rate", scope: "region:320924", reason: "x") }';
    expect((await graphql(asked, analyst)).errors?.[0]?.extensions.code).toBe('NOT_PERMITTED');
    expect((await graphql(asked)).errors?.[0]?.extensions.code).toBe('NOT_PERMITTED');
    expect((await graphql('{ figureRestrictions { id } }', analyst)).errors?.[0]?.extensions.code).toBe(
      'NOT_PERMITTED',
    );
    for (const scopeId of ['region:999999', 'federation:X']) {
      await expect(
        setRestriction(database.db, atTheMachine, { metricId: null, scopeId, reason: 'x' }),
      ).rejects.toMatchObject({ code: 'RESTRICTED_PLACE_NOT_FOUND' });
    }
  });
});

describe('an embed token', () => {
  test("is made over HTTP and GraphQL by a portal's key alone, within what the key reaches", async () => {
    const portal = (await keyOf('portal')).key;
    const made = await fetch(`${server.url}/embed-token`, {
      method: 'POST',
      headers: { ...as(portal).headers, 'content-type': 'application/json' },
      body: JSON.stringify({ federation: '320924100', minutes: 2 }),
    });
    const { token, expiresAt, federation } = (await made.json()) as Record<string, string>;
    expect([made.status, federation, token?.startsWith('utok_')]).toEqual([200, '320924100', true]);
    const left = new Date(expiresAt ?? '').getTime() - Date.now();
    expect(left > 100_000 && left <= 121_000).toBe(true);
    const mutation = (more: string) => `mutation { makeEmbedToken${more} { token federationCode } }`;
    const byGraphql = await graphql(mutation(''), as(portal));
    expect(byGraphql.data).toMatchObject({ makeEmbedToken: { federationCode: '320924' } });
    const codeOf = async (asked: string, options: RequestInit = {}) =>
      (await graphql(asked, options)).errors?.[0]?.extensions.code;
    expect(await codeOf(mutation('(federation: "320925")'), as(portal))).toBe('TOKEN_BEYOND_KEY');
    expect(await codeOf(mutation(''), as((await keyOf('analyst')).key))).toBe('TOKEN_NOT_FOR_KEY');
    expect(await codeOf(mutation(''))).toBe('NOT_PERMITTED');
    expect(await codeOf(mutation(''), as(token as string))).toBe('NOT_PERMITTED');
  });

  test('opens what its federation reaches, no register, and nothing once it is forged, expired or revoked with its key', async () => {
    const key = await keyOf('portal');
    const tokenFor = async (federationCode?: string) =>
      (
        await makeEmbedToken(database.db, operator('test'), key.prefix, {
          minutes: 5,
          ...(federationCode && { federationCode }),
        })
      ).token;
    const token = await tokenFor();
    const ofTown = await tokenFor('320924100');
    const path = `/w/metric?scope=${COUNTY}&metric=enterprise_unionisation_rate`;
    const statusOf = async (credential: string, at = path) => (await fetch(server.url + at, as(credential))).status;
    await restricted('enterprise_unionisation_rate', null, async () => {
      expect([await statusOf(token), await statusOf(ofTown)]).toEqual([200, 403]);
      expect((await graphql('{ unions { totalCount } }', as(token))).errors?.[0]?.extensions.code).toBe(
        'REGISTER_CLOSED',
      );
      const [head, body, signature] = token.slice(5).split('.') as [string, string, string];
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
      const forged = Buffer.from(JSON.stringify({ ...claims, f: null })).toString('base64url');
      expect(await statusOf(`utok_${head}.${forged}.${signature}`)).toBe(401);
      const none = Buffer.from('{"alg":"none"}').toString('base64url');
      expect(await statusOf(`utok_${none}.${body}.`)).toBe(401);
      await revokeKey(database.db, atTheMachine, key.prefix);
      expect(await statusOf(token)).toBe(401);
      // Also where the figure itself is for everybody: a token that is not good is never answered as the public.
      expect(await statusOf(token, `/w/metric?scope=${COUNTY}&metric=member_rate`)).toBe(401);
    });
  });

  test('is refused as soon as another key signs', async () => {
    const key = await keyOf('portal');
    const { token } = await makeEmbedToken(database.db, operator('test'), key.prefix, { minutes: 5 });
    const path = `${server.url}/w/metric?scope=${COUNTY}&metric=member_rate`;
    expect((await fetch(path, as(token))).status).toBe(200);
    await renewTokenKey(database.db, operator('test'));
    const { token: later } = await makeEmbedToken(database.db, operator('test'), key.prefix, { minutes: 5 });
    expect((await fetch(path, as(later))).status).toBe(200);
    expect((await fetch(path, as(token))).status).toBe(401);
  });
});

describe('the audit and the keys over GraphQL', () => {
  let signedIn: TestServer;
  let administrator: number;
  beforeAll(async () => {
    administrator = await createAccount(database.db, atTheMachine, { name: '县管理员' });
    await grantRole(database.db, atTheMachine, {
      ...{ accountId: administrator, role: 'administrator', federationCode: '320924' },
    });
    signedIn = await openTestServer(folder.path, database, {
      viewerOf: async ({ headers }) => (await findViewer(database.db, Number(headers['x-account']))) ?? anonymous,
    });
  });
  afterAll(() => signedIn.close());
  const by = async (who: number, query: string) => {
    const response = await fetch(`${signedIn.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-account': String(who) },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
    return (errors?.[0]?.extensions.code ?? data) as Record<string, never>;
  };

  test('a key is shown once, listed without its secret by its account and its administrator, and taken back', async () => {
    const officer = await createAccount(database.db, atTheMachine, { name: '李经办' });
    await grantRole(database.db, atTheMachine, { accountId: officer, role: 'portal', federationCode: '320924' });
    const asked = `mutation { issueApiKey(account: ${officer}, name: "门户", role: PORTAL, federation: "320924", days: 30) }`;
    const { issueApiKey: key } = (await by(officer, asked)) as unknown as { issueApiKey: string };
    const prefix = key.slice(5, 17);
    const list = '{ apiKeys { prefix name role federationCode accountName revokedBy } }';
    const seen = {
      prefix,
      name: '门户',
      role: 'PORTAL',
      federationCode: '320924',
      accountName: '李经办',
      revokedBy: null,
    };
    expect(await by(officer, list)).toEqual({ apiKeys: [seen] });
    expect(JSON.stringify(await by(administrator, list))).toContain(prefix);
    const other = await createAccount(database.db, atTheMachine, { name: '别人' });
    expect(await by(other, list)).toEqual({ apiKeys: [] });
    expect(await by(other, `mutation { revokeApiKey(prefix: "${prefix}") }`)).toBe('NOT_PERMITTED');
    expect(await by(administrator, `mutation { revokeApiKey(prefix: "${prefix}") }`)).toEqual({ revokeApiKey: true });
    expect(await by(officer, list)).toEqual({ apiKeys: [{ ...seen, revokedBy: '县管理员' }] });
  });

  test('the audit answers administrators by pages, and of a subtree no more than was done by its own people', async () => {
    const town = await createAccount(database.db, atTheMachine, { name: '镇经办' });
    await grantRole(database.db, atTheMachine, { accountId: town, role: 'portal', federationCode: '320924100' });
    const next = await createAccount(database.db, atTheMachine, { name: '邻县经办' });
    await grantRole(database.db, atTheMachine, { accountId: next, role: 'portal', federationCode: '320925' });
    for (const [who, federation] of [
      [town, '320924100'],
      [next, '320925'],
      [town, '320924100'],
    ] as const) {
      await by(
        who,
        `mutation { issueApiKey(account: ${who}, name: "k", role: PORTAL, federation: "${federation}", days: 3) }`,
      );
    }
    const page = (more: string) =>
      `{ auditEvents(action: "issue"${more}) { totalCount edges { cursor node { number actorName rowKey } } pageInfo { hasNextPage endCursor } } }`;
    type Page = {
      auditEvents: {
        totalCount: number;
        edges: { cursor: string; node: { actorName: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    const first = ((await by(administrator, page(', first: 1, actorName: "镇"'))) as unknown as Page).auditEvents;
    expect([first.totalCount, first.edges.map(({ node }) => node.actorName), first.pageInfo.hasNextPage]).toEqual([
      ...[2, ['镇经办'], true],
    ]);
    const after = `, first: 5, actorName: "镇", after: "${first.pageInfo.endCursor}"`;
    const second = ((await by(administrator, page(after))) as unknown as Page).auditEvents;
    expect([second.edges.length, second.pageInfo.hasNextPage]).toEqual([1, false]);
    const all = ((await by(administrator, page(''))) as unknown as Page).auditEvents;
    expect(all.edges.map(({ node }) => node.actorName)).not.toContain('邻县经办');
    expect(await by(town, page(''))).toBe('NOT_PERMITTED');
    expect(await by(administrator, page(', after: "1"'))).toBe('CURSOR_INVALID');
  });
});
