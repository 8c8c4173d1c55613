import { answers } from '@union/widgets/fixtures/answers.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoPortal, startDemoPortal } from '../../scripts/demo-portal/server.ts';
import { launchBrowser } from '../support/browser.ts';
import { settled, tags, watch } from './host-page.ts';
import { type StandInApi, startStandInApi } from './stand-in-api.ts';

let api: StandInApi;
let portal: DemoPortal;
let browser: Browser;

beforeAll(async () => {
  api = await startStandInApi(answers);
  portal = await startDemoPortal({ port: 0, apiUrl: api.url });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
  await api?.close();
});

describe('in a strict portal', () => {
  test('nothing is said on the console and no policy is violated, while loading, hovering, walking and switching', async () => {
    const { page, said, close } = await watch(browser);
    await page.goto(portal.url);
    await settled(page);
    for (const tag of tags) {
      const widget = page.locator(tag);
      await widget
        .locator('[part=chart]')
        .first()
        .hover({ position: { x: 200, y: 120 } });
      await widget.locator('[part=chart]').last().focus();
      await page.keyboard.press('ArrowRight');
      await widget.locator('[part=switch]').click();
      await widget.locator('summary').click();
    }
    expect(said).toEqual([]);
    await close();
  });

  test('every request goes to the portal or to the platform, and none needs a preflight', async () => {
    api.asked.length = 0;
    const { page, requested, close } = await watch(browser);
    await page.goto(portal.url);
    await settled(page);
    const origins = new Set(requested.map((request) => new URL(request.split(' ')[1] ?? '').origin));
    expect([...origins].sort()).toEqual([new URL(portal.url).origin, api.url].sort());
    expect(api.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    await close();
  });

  test('a script and three tags are all that the page knows', async () => {
    const html = await (await fetch(portal.url)).text();
    const own = html.replace(/<link rel="stylesheet" href="http[^>]+>|<div slot=[\s\S]*?(?=<\/union-)/g, '');
    expect(own.match(/union-[a-z-]+|\/embed\/[\w/.]+/g)).toEqual([
      '/embed/v1/widgets.js',
      ...tags.flatMap((tag) => [tag, tag]),
    ]);
  });
});

describe.each([280, 360, 768, 1440])('at %i pixels', (width) => {
  test('nothing moves when the widgets take over, and nothing is wider than the page', async () => {
    const { page, shifts, close } = await watch(browser, { viewport: { width, height: 900 } });
    await page.goto(portal.url);
    await settled(page);
    for (const tag of tags) {
      await page.locator(tag).scrollIntoViewIfNeeded();
      await page.waitForTimeout(60);
    }
    expect(await shifts()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    for (const tag of tags) {
      const spill = await page.locator(tag).evaluate((widget) => {
        const edge = widget.getBoundingClientRect().right + 1;
        const texts = widget.shadowRoot?.querySelectorAll('text, button, .tip:not(:empty)') ?? [];
        return [...texts].filter((text) => text.getBoundingClientRect().right > edge).map((text) => text.textContent);
      });
      expect(spill).toEqual([]);
    }
    await close();
  });

  test('the drawing covers exactly the box of the table under it', async () => {
    const { page, close } = await watch(browser, { viewport: { width, height: 900 } });
    await page.goto(portal.url);
    await settled(page);
    const boxes = await page.locator('union-park-coverage').evaluate((widget) => {
      const [chart] = widget.shadowRoot?.querySelectorAll('[part=chart]') ?? [];
      const body = widget.querySelector('table');
      const [c, t, h] = [chart, body, body?.tHead].map((element) => element?.getBoundingClientRect());
      return { chart: [c?.left, c?.top, c?.right, c?.bottom], table: [t?.left, h?.top, t?.right, t?.bottom] };
    });
    boxes.chart.forEach((side, index) => {
      expect(Math.abs((side ?? 0) - (boxes.table[index] ?? 9e9))).toBeLessThanOrEqual(1);
    });
    await close();
  });
});

test('the light DOM of the server is the light DOM of the element', async () => {
  const { page, close } = await watch(browser);
  await page.goto(portal.url);
  await settled(page);
  for (const tag of tags) {
    const document = tag.replace('union-', '');
    const fragment = await (await fetch(`${api.url}/fragment/${document}?scope=region:320924&heading=2`)).text();
    const drawn = await page.locator(tag).evaluate((widget) => {
      for (const box of widget.querySelectorAll('.union-box[tabindex]')) box.setAttribute('tabindex', '0');
      const kept = widget.innerHTML;
      // The element alone, from the same answer.
      const alone = widget.cloneNode(false) as HTMLElement;
      widget.after(alone);
      return new Promise<readonly string[]>((resolve) => {
        alone.addEventListener('union-data', () => {
          for (const box of alone.querySelectorAll('.union-box[tabindex]')) box.setAttribute('tabindex', '0');
          resolve([kept, alone.innerHTML]);
          alone.remove();
        });
      });
    });
    expect(drawn[0]).toBe(fragment);
    expect(drawn[1]).toBe(fragment.replace(/^<link[^>]*>/, ''));
  }
  await close();
});

test('without JavaScript the page shows headings, sentences, tables and sources', async () => {
  const { page, close } = await watch(browser, { javaScriptEnabled: false });
  await page.goto(portal.url);
  for (const tag of tags) {
    const widget = page.locator(tag);
    expect(await widget.locator('.union-heading').isVisible()).toBe(true);
    expect(await widget.locator('.union-sentence').isVisible()).toBe(true);
    expect(await widget.locator('tbody td').first().isVisible()).toBe(true);
    expect(
      await widget
        .locator('tbody')
        .first()
        .evaluate((body) => getComputedStyle(body).opacity),
    ).toBe('1');
    expect(await widget.locator('.union-source a').isVisible()).toBe(true);
  }
  await close();
});

test('print shows the tables, whole, and no drawing', async () => {
  const { page, close } = await watch(browser);
  await page.goto(portal.url);
  await settled(page);
  await page.emulateMedia({ media: 'print' });
  for (const tag of tags) {
    const widget = page.locator(tag);
    expect(await widget.locator('[part=chart]').first().isVisible()).toBe(false);
    expect(await widget.locator('[part=switch]').isVisible()).toBe(false);
    const boxes = await widget
      .locator('.union-box')
      .evaluateAll((all) =>
        all.map((box) => [
          box.scrollHeight <= box.clientHeight + 1,
          getComputedStyle(box.querySelector('tbody') as Element).opacity,
        ]),
      );
    for (const box of boxes) expect(box).toEqual([true, '1']);
  }
  await close();
});

test('the sheet of the portal reaches neither the drawing nor the letters of the table', async () => {
  const { page, close } = await watch(browser);
  await page.goto(portal.url);
  await settled(page);
  const styles = await page.locator('union-park-coverage').evaluate((widget) => {
    const root = widget.shadowRoot as ShadowRoot;
    const style = (element: Element | null) => getComputedStyle(element as Element);
    const [text, svg, cell, button] = [
      root.querySelector('text'),
      root.querySelector('svg'),
      widget.querySelector('tbody td'),
      root.querySelector('button'),
    ];
    return {
      letters: [text, cell, button].map((element) => style(element).letterSpacing),
      words: [text, cell].map((element) => style(element).wordSpacing),
      indents: [text, cell].map((element) => style(element).textIndent),
      italics: [text, cell].map((element) => style(element).fontStyle),
      svg: style(svg).maxWidth,
      fill: style(text).fill,
      button: style(button).float,
      breaks: style(cell).wordBreak,
    };
  });
  expect(styles).toEqual({
    letters: ['normal', 'normal', 'normal'],
    words: ['0px', '0px'],
    indents: ['0px', '0px'],
    italics: ['normal', 'normal'],
    svg: 'none',
    fill: expect.not.stringContaining('255, 0, 0'),
    button: 'none',
    breaks: 'normal',
  });
  await close();
});

test('while the platform is away the portal says so in plain words and stays whole', async () => {
  const gone = await startStandInApi(answers);
  await gone.close();
  const lonely = await startDemoPortal({ port: 0, apiUrl: gone.url });
  const { page, close } = await watch(browser);
  await page.goto(lonely.url);
  expect(await page.locator('.away').allTextContents()).toEqual(
    Array(3).fill('数据服务暂时无法访问，请稍后再来查看。'),
  );
  expect(await page.locator('.away').first().isVisible()).toBe(true);
  await close();
  await lonely.close();
});
