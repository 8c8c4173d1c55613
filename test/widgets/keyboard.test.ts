import { answers } from '@union/widgets/fixtures/answers.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Host, settled, startHost, strictPolicy, type Watched, watch } from './host-page.ts';
import { type StandInApi, startStandInApi } from './stand-in-api.ts';

let api: StandInApi;
let browser: Browser;
let host: Host;

beforeAll(async () => {
  api = await startStandInApi(answers);
  browser = await launchBrowser();
  host = await startHost({
    head: `<script src="${api.url}/embed/v1/widgets.js"></script>`,
    body: '<union-park-coverage scope="region:320924"></union-park-coverage>',
    policy: strictPolicy(api.url),
  });
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  await api?.close();
});

async function open(): Promise<Watched> {
  const watched = await watch(browser);
  await watched.page.goto(host.url);
  await settled(watched.page);
  return watched;
}

/** What holds the focus: its part, or else its tag. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    return `${inner?.getAttribute('part') ?? inner?.localName} ${inner?.getAttribute('data-over') ?? ''}`.trim();
  });
const live = (page: Page) => page.locator('[data-over=parks] .tip').textContent();

test('tab stops at the switch, once at each chart, then at the links of the source', async () => {
  const { page, close } = await open();
  const stops: string[] = [];
  for (let step = 0; step < 5; step++) {
    await page.keyboard.press('Tab');
    stops.push(await focused(page));
  }
  expect(stops).toEqual(['switch', 'chart parks', 'chart months', 'a', 'summary']);
  await close();
});

test('arrows, Home and End walk the rows, and each is said with its values', async () => {
  const { page, close } = await open();
  await page.locator('[data-over=parks]').focus();
  await expect
    .poll(() => live(page))
    .toContain('射阳港经济开发区：企业建会率 89.25%，已建会/在册（家） 191 / 214，还差（家） 0');
  await page.keyboard.press('ArrowDown');
  expect(await live(page)).toContain('射阳经济开发区');
  await page.keyboard.press('ArrowRight');
  expect(await live(page)).toContain('合德镇工业园');
  await page.keyboard.press('ArrowUp');
  expect(await live(page)).toContain('射阳经济开发区');
  await page.keyboard.press('End');
  expect(await live(page)).toContain('洋马镇菊花产业园：企业建会率 不适用');
  await page.keyboard.press('ArrowDown');
  expect(await live(page)).toContain('洋马镇菊花产业园');
  await page.keyboard.press('Home');
  expect(await live(page)).toContain('射阳港经济开发区');
  await close();
});

test('Escape leaves the chart for the switch and says nothing more', async () => {
  const { page, close } = await open();
  await page.locator('[data-over=parks]').focus();
  await expect.poll(() => live(page)).not.toBe('');
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('switch');
  expect(await live(page)).toBe('');
  await close();
});

test('the switch shows the table in the same box, where a long table can be scrolled by keyboard', async () => {
  const { page, shifts, close } = await open();
  const height = () => page.locator('union-park-coverage').evaluate((widget) => widget.getBoundingClientRect().height);
  const before = await height();
  await page.locator('[part=switch]').focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('[part=switch]').textContent()).toBe('看图表');
  expect(await page.locator('[part=chart]').count()).toBe(0);
  expect(
    await page
      .locator('tbody')
      .first()
      .evaluate((body) => getComputedStyle(body).opacity),
  ).toBe('1');
  expect(await height()).toBe(before);
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('div');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('.union-scroll-y').evaluate((box) => box.scrollTop)).toBeGreaterThan(0);
  await page.locator('[part=switch]').click();
  expect(await page.locator('[part=chart]').count()).toBe(2);
  expect(await shifts()).toBe(0);
  await close();
});

test('the pointer finds the same rows as the keyboard', async () => {
  const { page, close } = await open();
  const chart = page.locator('[data-over=parks]');
  const box = await chart.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 40 + 41 * 2.5);
  await expect.poll(() => live(page)).toContain('合德镇工业园');
  await page.mouse.move(2, 2);
  await expect.poll(() => live(page)).toBe('');
  await close();
});
