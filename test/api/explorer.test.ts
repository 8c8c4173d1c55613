import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildExplorer } from '@union/api/explorer/build.ts';
import type { Database } from '@union/schema/db/database.ts';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../scripts/browser.ts';
import { openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let dist: string;
let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  dist = (await buildExplorer()).folder;
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
  browser = await chromium.launch({ executablePath: findBrowser({ install: false }), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.close();
  folder.remove();
});

test('no file of the explorer names a content network', () => {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(6);
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), 'utf8');
    expect([file.name, text.match(/unpkg\.com|jsdelivr\.net|esm\.sh|cdnjs|cdn\.[a-z]/)?.[0]]).toEqual([
      file.name,
      undefined,
    ]);
  }
});

test('the explorer runs its first query under its policy, asks nobody else, and needs no introspection', async () => {
  const page = await browser.newPage();
  const elsewhere: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== server.url)
      elsewhere.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${server.url}/explorer`);
  await page.locator('.graphiql-execute-button').waitFor();
  await page.locator('.graphiql-editors .view-line', { hasText: 'Flagships' }).first().waitFor();
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.result-window .view-line', { hasText: 'unionised' }).first().waitFor();
  await page
    .getByRole('button', { name: /documentation explorer/i })
    .first()
    .click();
  await page
    .getByText('Published figures for anyone', { exact: false })
    .or(page.getByRole('link', { name: 'Query' }))
    .first()
    .waitFor();
  const answer = await page.locator('.result-window').textContent();
  if (process.env.EXPLORER_SHOT) await page.screenshot({ path: process.env.EXPLORER_SHOT });
  expect(answer).toContain('86');
  expect(elsewhere).toEqual([]);
  expect(problems).toEqual([]);
  await page.close();
});

test('in a narrow window its parts stand one below the other, and nothing scrolls sideways', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  await page.goto(`${server.url}/explorer`);
  await page.locator('.graphiql-execute-button').waitFor();
  const fits = async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect((await page.locator('.graphiql-response').boundingBox())?.width).toBeGreaterThan(250);
  };
  await fits();
  await page
    .getByRole('button', { name: /已存查询/ })
    .first()
    .click();
  await page.locator('.saved').waitFor();
  await fits();
  await page.close();
});

test('a metric query that does not add up is refused before it runs, and its correction is taken over with its values', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const query = `query ($park: ID!) { metricQuery(metrics: [{metric: "enterprise_unionisation_rate"}], scopes: {ids: [$park]}, time: {grain: MONTH, last: 3}) { rowCount } }`;
  const parameters = new URLSearchParams({ query, variables: '{"park": "park:PA"}' });
  await page.goto(`${server.url}/explorer/?${parameters}`);
  await page.locator('.cost-line[data-code=STOCK_SUMMED_OVER_TIME] button').click();
  await page.locator('.cost-line', { hasText: '预计开销 Cost' }).waitFor();
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.result-window .view-line', { hasText: 'numerator' }).first().waitFor();
  await page.close();
});
