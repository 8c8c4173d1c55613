import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccount, grantRole } from '@union/access/identity/accounts.ts';
import { issueKey } from '@union/access/identity/keys.ts';
import { Reaches } from '@union/access/reach.ts';
import { setRestriction } from '@union/access/restricted/restrictions.ts';
import { operator } from '@union/access/viewer.ts';
import type { Database } from '@union/schema/db/database.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { launchBrowser } from '../support/browser.ts';
import { openTestDatabase } from '../support/database.ts';
import { giveTwoCounties } from './support/two-counties.ts';

const atTheMachine = new Reaches(operator('test'), new Map());

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let portal: Server;
let browser: Browser;
/** Tokens that the portal's server made. */
let made = 0;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  await giveTwoCounties(database);
  server = await openTestServer(folder.path, database);
  const accountId = await createAccount(database.db, atTheMachine, { name: '门户' });
  await grantRole(database.db, atTheMachine, { accountId, role: 'portal', federationCode: '320924' });
  const { key } = await issueKey(database.db, atTheMachine, {
    ...{ accountId, name: '县政府门户', role: 'portal', federationCode: '320924', days: 30 },
  });
  await setRestriction(database.db, atTheMachine, {
    metricId: 'enterprise_unionisation_rate',
    scopeId: null,
    reason: 'x',
  });
  // The portal keeps its key to itself; its pages get tokens.
  portal = createServer(async ({ url }, response) => {
    if (url === '/token') {
      const answer = await fetch(`${server.url}/embed-token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
      });
      made += 1;
      return response.end(((await answer.json()) as { token: string }).token);
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(`<!doctype html><html lang="zh-CN"><title>门户</title>
      <script src="${server.url}/embed/v1/widgets.js" defer></script>
      ${
        url === '/without'
          ? ''
          : `<script>addEventListener('union-auth-needed', async ({ target, detail }) => {
              const answer = new URL(detail.url);
              answer.searchParams.set('token', await (await fetch('/token')).text());
              target.src = answer.href;
            });</script>`
      }
      <union-park-coverage scope="region:320924"></union-park-coverage>`);
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  portal?.close();
  await server.close();
  await database.close();
  folder.remove();
});

test('an element says that it needs to know who asks, and shows the figures once the page brings a token', async () => {
  const address = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  const page = await browser.newPage();
  await page.goto(`${address}/without`);
  const element = page.locator('union-park-coverage');
  await page.locator('union-park-coverage[state=unauthorised]').waitFor();
  expect(await element.textContent()).not.toMatch(/86|100/);

  await page.goto(`${address}/`);
  await page.locator('union-park-coverage[state=ready]').waitFor();
  expect([await element.textContent(), made]).toEqual([expect.stringContaining('86'), 1]);
});
