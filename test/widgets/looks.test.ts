import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answers } from '@union/widgets/fixtures/answers.ts';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Host, settled, startHost, strictPolicy, allTags as tags, watch } from './host-page.ts';
import { difference } from './picture.ts';
import { type StandInApi, startStandInApi } from './stand-in-api.ts';

/**
 * Every element in every dress: compared with the pictures in `widgets/fixtures/pictures`, and read by machine where no picture
 * is needed. `UPDATE_PICTURES=1 vitest run test/widgets/looks.test.ts` takes the pictures anew, to be looked at before they are
 * committed.
 */

let api: StandInApi;
let browser: Browser;
const hosts: Host[] = [];

beforeAll(async () => {
  api = await startStandInApi(answers);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const host of hosts) await host.close();
  await api?.close();
});

const scope = 'scope="region:320924"';
const fragmentOf = async (tag: string) =>
  (await fetch(`${api.url}/fragment/${tag.replace('union-', '')}?scope=region:320924`)).text();

async function open(body: string, options: BrowserContextOptions = {}, head = '') {
  const host = await startHost({
    head: `${head}<script src="${api.url}/embed/v1/widgets.js" defer></script>`,
    body,
    policy: strictPolicy(api.url),
  });
  hosts.push(host);
  const watched = await watch(browser, options);
  await watched.page.goto(host.url);
  return watched;
}

const all = (more = '') => tags.map((tag) => `<${tag} ${scope} ${more}></${tag}>`).join('');

describe.each(tags)('%s', (tag) => {
  test.each([
    ['light', 'chart', 720],
    ['dark', 'chart', 720],
    ['contrast', 'chart', 720],
    ['light', 'table', 720],
    ['dark', 'table', 720],
    ['contrast', 'table', 720],
    ['light', 'chart', 280],
  ])('%s, %s, %i pixels wide: as its picture', async (theme, view, width) => {
    const { page, close } = await open(`<${tag} ${scope} theme="${theme}" view="${view}"></${tag}>`, {
      viewport: { width: width + 16, height: 900 },
      reducedMotion: 'reduce',
    });
    await settled(page);
    const picture = await page.locator(tag).screenshot({ animations: 'disabled' });
    const name = `${tag.replace('union-', '')}-${theme}-${view}-${width}.png`;
    const path = fileURLToPath(new URL(`../../widgets/fixtures/pictures/${name}`, import.meta.url));
    expect(difference(path, picture), `${name} looks different; what it looks like now is beside it`).toBeLessThan(
      0.01,
    );
    await close();
  });
});

test('in a column of 280 pixels nothing is wider than the column', async () => {
  const { page, shifts, close } = await open(`<div id="column">${all()}</div>`, {
    viewport: { width: 296, height: 900 },
  });
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(296);
  expect(await shifts()).toBeLessThan(1);
  await close();
});

describe('with letters at twice their size', () => {
  test.each(tags)('%s loses no words: every text lies within its box and none is cut', async (tag) => {
    // What a browser's text zoom does to a page: every size of letters doubles.
    const { page, close } = await open(`<${tag} ${scope} view="table"></${tag}>`, {
      viewport: { width: 720, height: 900 },
    });
    await settled(page);
    await page.evaluate((name) => {
      const doubled = [...(document.querySelector(name)?.querySelectorAll<HTMLElement>('*') ?? [])].map(
        (element) => [element, parseFloat(getComputedStyle(element).fontSize)] as const,
      );
      for (const [element, size] of doubled) element.style.fontSize = `${size * 2}px`;
    }, tag);
    const cut = await page.locator(tag).evaluate((widget) =>
      [...widget.querySelectorAll<HTMLElement>('h3, p, dt, dd, th, td, caption, summary, a')]
        .filter((element) => element.getClientRects().length > 0)
        .filter((element) => {
          const { overflowX, overflowY } = getComputedStyle(element);
          const hides = overflowX === 'hidden' || overflowY === 'hidden';
          return (
            hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
          );
        })
        .map((element) => element.textContent),
    );
    expect(cut).toEqual([]);
    const overlapping = await page.locator(tag).evaluate((widget) => {
      const boxes = [
        ...widget.querySelectorAll(
          '.union-heading, .union-as-of, .union-keys, .union-sentence, .union-box, .union-source',
        ),
      ].map((element) => element.getBoundingClientRect());
      return boxes.slice(1).filter((box, index) => box.top < (boxes[index]?.bottom ?? 0) - 1).length;
    });
    expect(overlapping).toBe(0);
    await close();
  });
});

test('in print every table is there whole and nothing is drawn over it', async () => {
  const { page, close } = await open(all());
  await settled(page);
  await page.emulateMedia({ media: 'print' });
  for (const tag of tags) {
    const seen = await page.locator(tag).evaluate((widget) => ({
      drawn: [...(widget.shadowRoot?.querySelectorAll('.over') ?? [])].filter(
        (over) => over.getClientRects().length > 0,
      ).length,
      opacities: [...widget.querySelectorAll('tbody')].map((body) => getComputedStyle(body).opacity),
      cut: [...widget.querySelectorAll('.union-box')].filter((box) => box.scrollHeight > box.clientHeight + 1).length,
    }));
    expect([tag, seen.drawn, new Set(seen.opacities), seen.cut]).toEqual([tag, 0, new Set(['1']), 0]);
  }
  await close();
});

test('without JavaScript every fragment shows heading, sentence and table', async () => {
  const bodies = await Promise.all(tags.map(async (tag) => `<${tag} ${scope}>${await fragmentOf(tag)}</${tag}>`));
  const { page, close } = await open(bodies.join(''), { javaScriptEnabled: false });
  for (const tag of tags) {
    expect(await page.locator(`${tag} h3`).isVisible()).toBe(true);
    expect(await page.locator(`${tag} .union-sentence`).isVisible()).toBe(true);
    expect(await page.locator(`${tag} tbody tr`).first().isVisible()).toBe(true);
  }
  await close();
});

test('elements in a hidden tab are drawn when it is shown', async () => {
  const { page, close } = await open(`<div hidden>${all()}</div>`);
  await settled(page);
  await page.evaluate(() => document.querySelector('div[hidden]')?.removeAttribute('hidden'));
  for (const tag of tags) await page.locator(`${tag} [part=chart] text`).first().waitFor();
  await close();
});

test('with forced colours every mark of every element has a colour of the system', async () => {
  const { page, close } = await open(all(), { forcedColors: 'active' });
  await settled(page);
  const system = await page.evaluate(() => {
    const probe = document.createElement('p');
    document.body.append(probe);
    return ['Canvas', 'CanvasText', 'GrayText', 'Highlight', 'LinkText'].map((name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    });
  });
  for (const tag of tags) {
    const colours = await page.locator(tag).evaluate((widget) =>
      [...(widget.shadowRoot?.querySelectorAll('svg :is(path, circle, text)') ?? [])].flatMap((mark) => {
        const { fill, stroke } = getComputedStyle(mark);
        return [fill, stroke].filter((colour) => colour.startsWith('rgb'));
      }),
    );
    expect([tag, [...new Set(colours)].filter((colour) => !system.includes(colour))]).toEqual([tag, []]);
  }
  await close();
});

test('a picture that differs is noticed', () => {
  const path = fileURLToPath(new URL('../../widgets/fixtures/pictures/map-light-chart-720.png', import.meta.url));
  const other = fileURLToPath(new URL('../../widgets/fixtures/pictures/map-dark-chart-720.png', import.meta.url));
  expect(difference(path, readFileSync(path), { update: false })).toBe(0);
  expect(difference(path, readFileSync(other), { update: false })).toBeGreaterThan(0.5);
});
