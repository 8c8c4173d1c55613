import { randomBytes } from 'node:crypto';
import type { Viewer } from '@union/access/viewer.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { giveTwoCounties } from './support/two-counties.ts';

const viewer = (role: Viewer['grants'][number]['role'], federationCode: string | null): Viewer => ({
  ...{ kind: 'account', id: '1', name: '测试', grants: [{ role, federationCode }] },
});

eachEngine((engine) => {
  let folder: PublicationsFolder;
  let database: Database;
  let server: TestServer;
  let asking: Viewer;
  beforeAll(async () => {
    folder = makePublicationsFolder();
    await folder.publish('2026-11-20');
    database = await openTestDatabase(engine);
    await giveTwoCounties(database);
    server = await openTestServer(folder.path, database, {
      config: readConfig({
        ...{ PORT: '0', PERSONAL_HASH_KEY: 'a key for the hashes of ID numbers' },
        PERSONAL_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      }),
      viewerOf: async () => asking,
    });
  });
  afterAll(async () => {
    await server.close();
    await database.close();
    folder.remove();
  });

  const code = async (query: string) => {
    const { data, errors } = await server.ask(query);
    return errors?.[0]?.extensions.code ?? data;
  };

  test('an administrator of a county grants within it, and neither beside nor above it', async () => {
    asking = viewer('administrator', '320924');
    const id = (await code('mutation { createAccount(name: "陈") }')).createAccount;
    const grant = (where: string) => code(`mutation { grantRole(account: "${id}", role: OFFICER ${where}) }`);
    expect(await grant('federation: "320924100"')).toHaveProperty('grantRole');
    expect(await grant('federation: "320925"')).toBe('NOT_PERMITTED');
    expect(await grant('federation: "320900"')).toBe('NOT_PERMITTED');
    expect(await grant('')).toBe('NOT_PERMITTED');
    expect(await code(`mutation { makeSignInLink(account: "${id}") }`)).toHaveProperty('makeSignInLink');
    asking = viewer('administrator', '320925');
    expect(await code(`mutation { disableAccount(account: "${id}") }`)).toBe('NOT_PERMITTED');
    expect(await code(`mutation { makeSignInLink(account: "${id}") }`)).toBe('NOT_PERMITTED');
    expect((await code('{ accounts { name } }')).accounts).toEqual([]);
  });

  test('who is no administrator learns of no account', async () => {
    for (const role of ['officer', 'leader', 'analyst'] as const) {
      asking = viewer(role, null);
      expect(await code('{ accounts { name email } }')).toBe('NOT_PERMITTED');
      expect(await code('mutation { createAccount(name: "x") }')).toBe('NOT_PERMITTED');
    }
  });

  test('somebody always stays who administers everything', async () => {
    asking = viewer('administrator', null);
    const id = (await code('mutation { createAccount(name: "甲") }')).createAccount;
    const { grantRole } = await code(`mutation { grantRole(account: "${id}", role: ADMINISTRATOR) }`);
    expect(await code(`mutation { revokeGrant(grant: "${grantRole}") }`)).toBe('LAST_ADMINISTRATOR');
    expect(await code(`mutation { disableAccount(account: "${id}") }`)).toBe('LAST_ADMINISTRATOR');
    expect((await code('{ accounts { name isDisabled } }')).accounts).toContainEqual({ name: '甲', isDisabled: false });
  });

  test('a look over GraphQL is recorded with its request, and so is a refused one', async () => {
    asking = viewer('assistance_officer', '320924');
    const write = `mutation { writeHousehold(fileNo: "F1", persons: [{ relationCode: "0", name: "张三" }]) }`;
    expect(await code(write)).toEqual({ writeHousehold: true });
    const look = (file: string) => `mutation { lookAtHousehold(fileNo: "${file}", purpose: "核对走访名单") { name } }`;
    expect(await code(look('F1'))).toEqual({ lookAtHousehold: [{ name: '张三' }] });
    expect(await code(look('F2'))).toBe('PERSONAL_ROW_NOT_FOUND');
    asking = viewer('officer', null);
    expect(await code(look('F1'))).toBe('NOT_PERMITTED');
    const events = await database.db
      .selectFrom('audit_event')
      .select(['action', 'row_key', 'request_id'])
      .where('action', 'like', 'look%')
      .orderBy('event_no')
      .execute();
    expect(events.map(({ action, row_key }) => [action, row_key])).toEqual([
      ['look', { file_no: 'F1' }],
      ['look_refused', { file_no: 'F2' }],
      ['look_refused', { file_no: 'F1' }],
    ]);
    expect(events.every(({ request_id }) => request_id)).toBe(true);
  });

  test('what is asked for in a minute has an end, by its cost', async () => {
    asking = viewer('analyst', null);
    const small = await openTestServer(folder.path, database, {
      ...{ viewerOf: async () => asking, perMinute: { visitor: 50, signedIn: 200 } },
    });
    const codes: (string | undefined)[] = [];
    for (let round = 0; round < 12; round++) {
      const { errors, status } = await small.ask('{ unions(first: 20) { edges { node { name } } } }');
      codes.push(errors?.[0]?.extensions.code ?? String(status));
    }
    await small.close();
    expect(codes[0]).toBe('200');
    expect(codes).toContain('RATE_LIMITED');
  });

  test('pages carry what keeps them from being framed, sniffed or told of; https is kept', async () => {
    const https = await openTestServer(folder.path, database, {
      config: readConfig({ PORT: '0', PUBLIC_URL: 'https://unions.example.cn' }),
    });
    const page = await fetch(`${https.url}/sign-in`);
    await https.close();
    expect(Object.fromEntries(page.headers)).toMatchObject({
      ...{ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' },
      'strict-transport-security': 'max-age=31536000',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    });
    const plain = await fetch(`${server.url}/sign-in`);
    expect(plain.headers.get('strict-transport-security')).toBeNull();
  });
});
