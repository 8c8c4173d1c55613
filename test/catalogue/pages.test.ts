import { readFileSync } from 'node:fs';
import { EmbedUse } from '@union/api/catalogue/embed-use.ts';
import { readLiveExample } from '@union/api/catalogue/live-example.ts';
import { catalogue, findMetric } from '@union/schema/metrics/catalogue.ts';
import { groupOf } from '@union/schema/metrics/groups.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { allModels } from '@union/warehouse/models/run-models.ts';
import { openPublications, type Publication } from '@union/warehouse/publication/reader.ts';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueExamples } from '../../scripts/catalogue-examples.ts';
import { makePublicationsFolder } from '../api/support/publication-fixture.ts';
import { type CountyOffice, openCountyOffice } from '../office/support/county-office.ts';
import { launchBrowser } from '../support/browser.ts';
import { violations } from '../support/pages.ts';

const WIDTHS = [360, 768, 1440];

let office: CountyOffice;
let browser: Browser;

beforeAll(async () => {
  office = await openCountyOffice();
  await sql`
    insert into night_run (run_id, as_of, started_at, ended_at, outcome, trigger, host, code_version, publication_id, exit_code)
    values ('00000000-0000-4000-8000-000000000001', '2026-11-20', '2026-11-20T20:00Z', '2026-11-20T20:05Z', 'published', 'clock', 'h', '0.1.0', '2026-11-20-1', 0)
  `.execute(office.database.db);
  await sql`
    insert into night_run_check (run_id, position, name, severity, failure_count) values
      ('00000000-0000-4000-8000-000000000001', 1, 'coverage: members are not more than workers', 'warn', 3),
      ('00000000-0000-4000-8000-000000000001', 2, 'assistance_share: something of households', 'warn', 3)
  `.execute(office.database.db);
  await sql`
    insert into federation (federation_code, name, level, region_code) values ('320924', '射阳县总工会', 'county', '320924')
  `.execute(office.database.db);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const get = async (path: string) => {
  const response = await fetch(`${office.server.url}${path}`);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

test('every metric has a page that says what it means, with the SQL that runs, its lineage and its owner', async () => {
  const sqlOf = new Map(allModels().map(({ name, sql: text }) => [name, text]));
  const wrong: unknown[] = [];
  for (const metric of catalogue) {
    const { status, text } = await get(`/catalogue/${metric.id}`);
    const mart = /^.*\n/.exec((sqlOf.get(metric.mart) ?? '').trimStart())?.[0].trim() ?? '';
    const parts = [
      metric.name.zh,
      metric.numerator.name.zh,
      metric.denominator?.name.zh ?? '计数',
      groupOf(metric).owner.zh,
    ];
    const has = [...parts, `figure_${metric.id}`, '<svg class="lineage"', mart].filter(
      (part) =>
        !text.includes(
          part
            .replaceAll('&', '&amp;')
            .replaceAll('<', part.startsWith('<svg') ? '<' : '&lt;')
            .replaceAll('"', part.startsWith('<svg') ? '"' : '&quot;'),
        ),
    );
    if (status !== 200 || has.length > 0) wrong.push([metric.id, status, has]);
  }
  expect(wrong).toEqual([]);
});

test('an example of closed months speaks of the last of them, not of the night that published it', async () => {
  const folder = makePublicationsFolder();
  await folder.publish('2026-11-20', { change: "delete from assistance_share where as_of = '2026-11-20';" });
  const publications = openPublications(folder.path);
  const publication = publications.current();
  try {
    const dayOf = async (id: string) =>
      (await readLiveExample(publication as Publication, findMetric(id) as Metric))?.day;
    expect(await dayOf('assistance_frontline_share')).toBe('2026-10-31');
    expect(await dayOf('enterprise_unionisation_rate')).toBe('2026-11-20');
  } finally {
    await publications.close();
    folder.remove();
  }
});

test('the worked examples on the pages are those of the cases that the tests recompute', () => {
  const committed = new URL('../../services/api/catalogue/generated/worked-examples.json', import.meta.url);
  expect(readFileSync(committed, 'utf8'), 'node scripts/print-docs.ts').toBe(catalogueExamples());
});

test('a page is whole without scripts, in both languages, and fits every window', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, colorScheme: 'light' });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    for (const path of [
      '/catalogue',
      '/catalogue?lang=en',
      '/catalogue/member_rate',
      '/catalogue/star_distribution?lang=en',
      '/catalogue/queries',
    ]) {
      await page.goto(`${office.server.url}${path}`);
      expect(await page.locator('main h1').count()).toBe(1);
      expect(await page.locator('html').getAttribute('lang')).toBe(path.includes('lang=en') ? 'en' : 'zh-CN');
      if (!javaScriptEnabled) continue;
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect([path, width, await page.evaluate('document.documentElement.scrollWidth > innerWidth')]).toEqual([
          path,
          width,
          false,
        ]);
      }
      expect([path, await violations(page)]).toEqual([path, []]);
    }
    if (!javaScriptEnabled) {
      await page.goto(`${office.server.url}/catalogue`);
      await page.getByLabel('查找').fill('一线');
      await page.getByLabel('公布级别').selectOption('household');
      await page.getByRole('button', { name: '查找' }).click();
      expect(await page.locator('.metrics > li:not([hidden]) h3').allTextContents()).toContain(
        '帮扶资金到达一线和困难职工的比例',
      );
      expect(await page.locator('.metrics > li:not([hidden])').count()).toBeLessThan(10);
      await page.getByRole('link', { name: 'English' }).click();
      expect(await page.getByRole('searchbox').inputValue()).toBe('一线');
    }
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('the picture of the lineage fits the window where one wants all of it, without scripts too', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 768, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${office.server.url}/catalogue/enterprise_unionisation_rate?lang=en`);
  const width = async () => (await page.locator('svg.lineage').boundingBox())?.width ?? 0;
  expect(await width()).toBeGreaterThan(1_000);
  await page.getByLabel('Fit to the window').check();
  expect(await width()).toBeLessThan(768);
  await context.close();
});

test('a worked example names the scheme and the level that it is of in words', async () => {
  const { text } = await get('/catalogue/star_distribution?lang=en');
  expect(text).toMatch(/Rating scheme: <code>[^<]+<\/code>\. Level: \w+ stars?\./);
});

test('the index is searched while one types and walked by keys', async () => {
  const page = await browser.newPage();
  await page.goto(`${office.server.url}/catalogue`);
  const count = () => page.locator('.metrics > li:visible').count();
  expect(await count()).toBe(catalogue.length);
  await page.keyboard.press('/');
  await page.keyboard.type('member rate');
  expect(await count()).toBeLessThan(12);
  expect(await page.locator('#count').textContent()).toBe(`共 ${await count()} 项`);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/catalogue\/[a-z_]+$/);
  await page.goBack();
  expect(await page.getByRole('searchbox').inputValue()).toBe('member rate');
  await page.getByRole('searchbox').fill('nothing like this');
  await page.getByText('没有符合条件的指标').waitFor();
  await page.close();
});

test('requests for widgets are counted by host and day, in bounded room, and nothing of who asked', async () => {
  const { db } = office.database;
  const failures: unknown[] = [];
  const use = new EmbedUse(db, {
    ...{
      timeZone: 'Asia/Shanghai',
      now: () => new Date('2026-11-21T01:00:00Z'),
      onFailure: (error) => failures.push(error),
    },
  });
  const from = (origin: string | undefined, referer?: string) => ({ headers: { origin, referer } });
  for (let asked = 0; asked < 3; asked++) use.note(from('https://www.example.gov.cn'), 'metric', 'member_rate');
  use.note(from(undefined, 'https://www.example.gov.cn/deep/page?who=me'), 'park-coverage');
  use.note(from(undefined), 'park-coverage');
  use.note(from('null', 'no address'), 'park-coverage');
  await use.write();
  for (let host = 0; host < 2_500; host++) use.note(from(`https://h${host}.example`), 'map', 'member_rate');
  await use.write();
  use.note(from('https://www.example.gov.cn'), 'metric', 'member_rate');
  await use.close();
  expect(failures).toEqual([]);
  const { rows } = await sql<{ host: string; requests: number }>`
    select host, sum(request_count)::integer as requests from embed_use group by host order by requests desc, host
  `.execute(db);
  expect(rows.length).toBeLessThanOrEqual(501);
  expect(rows.find(({ host }) => host === 'others')?.requests).toBeGreaterThan(1_900);
  expect(rows.find(({ host }) => host === 'www.example.gov.cn')?.requests).toBe(5);
  expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBe(2_505);
});

test('how nights went and which portals ask is told to who may see it; counts of households are coarse', async () => {
  const visitor = await get('/catalogue/member_rate');
  expect(visitor.text).toContain('登录后');
  expect(visitor.text).not.toContain('3 行');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await office.linkFor('分析', 'analyst', '320924'));
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in/link');
  await page.goto(`${office.server.url}/catalogue/member_rate`);
  await page.getByText('coverage: members are not more than workers').waitFor();
  expect(await page.locator('#checks').textContent()).toContain('3 行');
  expect(await page.locator('#uses').textContent()).toContain('www.example.gov.cn');
  await page.goto(`${office.server.url}/catalogue/assistance_frontline_share`);
  expect(await page.locator('#checks').textContent()).toContain('5 行');
  await context.close();
});

test('what is not there is a page that says so', async () => {
  const { status, text, headers } = await get('/catalogue/nothing');
  expect(status).toBe(404);
  expect(text).toContain('没有编号为');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await get('/catalogue/queries/nothing')).status).toBe(404);
});
