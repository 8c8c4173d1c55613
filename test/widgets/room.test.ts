import { answers } from '@union/widgets/fixtures/answers.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { allTags, settled, startHost, strictPolicy, watch } from './host-page.ts';
import { type StandInApi, startStandInApi } from './stand-in-api.ts';

/** The snippet of docs/embed.md in mid-article, on a network that is slow for scripts and for data. */

let api: StandInApi;
let browser: Browser;

beforeAll(async () => {
  api = await startStandInApi(answers);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

const LATE = 500;

async function open(tag: string, options: Parameters<typeof watch>[1], more = '') {
  const host = await startHost({
    head: '',
    body: `<p>之前</p><script src="${api.url}/embed/v1/widgets.js" defer></script>
<link rel="stylesheet" href="${api.url}/embed/v1/widgets.css" crossorigin>
<${tag} scope="region:320924" ${more}>\n  <a href="/frame">射阳县</a>\n</${tag}>`,
    policy: strictPolicy(api.url),
  });
  const watched = await watch(browser, options);
  const { page } = watched;
  await page.route('**/widgets.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, LATE));
    await route.continue();
  });
  await page.goto(host.url, { waitUntil: 'commit' });
  // What a reader sees first: the frame after the sheet.
  await page.locator('#after').waitFor();
  if (options?.javaScriptEnabled !== false) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
  const top = () => page.locator('#after').evaluate((after) => Math.round(after.getBoundingClientRect().top));
  return { ...watched, top, close: () => Promise.all([watched.close(), host.close()]) };
}

describe.each([
  [360, 640],
  [768, 1024],
  [1440, 900],
])('at %i pixels', (width, height) => {
  test.each(allTags)(
    '%s has its room before its script runs, while it loads and after, so nothing moves',
    async (tag) => {
      const release = api.hold();
      const { page, shifts, said, top, close } = await open(tag, { viewport: { width, height } });
      const before = await top();
      expect(await page.evaluate((name) => customElements.get(name), tag)).toBeUndefined();
      expect(before).toBeGreaterThan(600);
      await settled(page, ['loading']);
      expect(await top()).toBe(before);
      // Long enough for the skeleton.
      await page.waitForTimeout(400);
      release();
      await settled(page);
      expect(await top()).toBe(before);
      expect(await shifts()).toBeLessThanOrEqual(0.02);
      expect(said).toEqual([]);
      await close();
    },
  );
});

test('an element that turns out smaller keeps its room', async () => {
  const { page, shifts, top, close } = await open('union-metric', { viewport: { width: 768, height: 1200 } });
  const before = await top();
  await settled(page);
  const { body } = await page.locator('union-metric').evaluate((widget) => ({
    body:
      widget.getBoundingClientRect().bottom -
      (widget.querySelector('.union-foot')?.getBoundingClientRect().bottom ?? 0),
  }));
  expect(body).toBeGreaterThan(50);
  expect([await top(), await shifts()]).toEqual([before, 0]);
  await close();
});

test('a view of the number alone keeps less room', async () => {
  const { page, shifts, top, close } = await open(
    'union-metric',
    { viewport: { width: 768, height: 1024 } },
    'view="number"',
  );
  const before = await top();
  expect(before).toBeLessThan(500);
  await settled(page);
  expect([await top(), await shifts()]).toEqual([before, 0]);
  await close();
});

test('where no script will run, a tag takes no more room than what stands in it', async () => {
  const { top, close } = await open('union-target', {
    viewport: { width: 768, height: 1024 },
    javaScriptEnabled: false,
  });
  expect(await top()).toBeLessThan(300);
  await close();
});
