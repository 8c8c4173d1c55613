import { readFileSync } from 'node:fs';
import { answers, assistanceShareAnswer, parkCoverageAnswer, without } from '@union/widgets/fixtures/answers.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { FRESH, type Host, settled, startHost, allTags as tags, watch } from './host-page.ts';
import { type StandInApi, startStandInApi } from './stand-in-api.ts';

let api: StandInApi;
let browser: Browser;
let host: Host;
const axe = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8');

beforeAll(async () => {
  api = await startStandInApi(answers);
  browser = await launchBrowser();
  host = await startHost({
    head: `<script src="${api.url}/embed/v1/widgets.js"></script>`,
    body: tags.map((tag) => `<${tag} scope="region:320924" heading-level="2"></${tag}>`).join(''),
    // axe is put into the page by the test, which a strict policy would refuse.
    policy: "default-src * 'unsafe-inline' 'unsafe-eval'",
  });
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  await api?.close();
});

type Finding = {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

/** Rules of WCAG 2.2 A and AA, and best practices, that the page breaks. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } };
    // Without passes, which it would describe one by one.
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

const dress = (page: Page, name: string, value: string) =>
  page.evaluate(
    ([tagNames, attribute, text]) => {
      for (const tag of tagNames) document.querySelector(tag)?.setAttribute(attribute, text);
    },
    [tags as readonly string[], name, value] as const,
  );

describe.each(['light', 'dark', 'contrast'])('in the %s theme', (theme) => {
  test('charts, a walked chart and tables break no rule', async () => {
    const { page, close } = await watch(browser);
    await page.goto(host.url);
    await settled(page);
    await dress(page, 'theme', theme);
    await page.locator('[part=chart]').first().focus();
    await page.locator('summary').first().click();
    expect(await findings(page)).toEqual([]);
    await dress(page, 'view', 'table');
    expect(await findings(page)).toEqual([]);
    await close();
  });

  test('out of date, suppressed and empty break no rule', async () => {
    const answer = assistanceShareAnswer();
    const none = { points: [], breaks: [] };
    api.answers.set('assistance-share', {
      data: { ...answer, assistance: { ...answer.assistance, ...without('SUPPRESSED') } },
    });
    api.answers.set('park-coverage', {
      data: { ...parkCoverageAnswer([]), enterprisesByMonth: none, membersByMonth: none },
    });
    const { page, close } = await watch(browser, { now: new Date(FRESH.getTime() + 3 * 86_400_000) });
    await page.goto(host.url);
    await settled(page, ['stale']);
    await dress(page, 'theme', theme);
    expect(await findings(page)).toEqual([]);
    for (const [name, body] of Object.entries(answers)) api.answers.set(name, body);
    await close();
  });

  test('loading and failing break no rule', async () => {
    for (const name of Object.keys(answers)) api.answers.set(name, 404);
    api.delay = 1500;
    const { page, close } = await watch(browser);
    await page.goto(host.url);
    await dress(page, 'theme', theme);
    await page.locator('.bone').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await settled(page, ['error']);
    expect(await findings(page)).toEqual([]);
    api.delay = 0;
    for (const [name, body] of Object.entries(answers)) api.answers.set(name, body);
    await close();
  });
});

test('with forced colours every mark has a colour of the system', async () => {
  const { page, close } = await watch(browser, { forcedColors: 'active' });
  await page.goto(host.url);
  await settled(page);
  const marks = await page.locator('union-park-coverage').evaluate((widget) => {
    const style = (selector: string) => getComputedStyle(widget.shadowRoot?.querySelector(selector) as Element);
    const probe = document.createElement('p');
    document.body.append(probe);
    const system = (name: string) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    };
    return [
      [style('.bar.s0').fill, system('CanvasText')],
      [style('.bar.s1').fill, system('Highlight')],
      [style('.line.target').stroke, system('LinkText')],
      [style('text').fill, system('CanvasText')],
    ];
  });
  for (const [found, wanted] of marks) expect(found).toBe(wanted);
  expect(await findings(page)).toEqual([]);
  await close();
});

test('no text is smaller than 12 pixels at any width', async () => {
  for (const width of [280, 1440]) {
    const { page, close } = await watch(browser, { viewport: { width, height: 900 } });
    await page.goto(host.url);
    await settled(page);
    const sizes = await page.evaluate(
      (tagNames) => {
        const all = tagNames.flatMap((tag) => {
          const widget = document.querySelector(tag);
          return [...(widget?.querySelectorAll('*') ?? []), ...(widget?.shadowRoot?.querySelectorAll('*') ?? [])];
        });
        return all
          .filter((element) => element.textContent?.trim())
          .map((element) => parseFloat(getComputedStyle(element).fontSize));
      },
      tags as readonly string[],
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
    await close();
  }
});

test('the values of the chart are in the accessibility tree while the chart is shown', async () => {
  const { page, close } = await watch(browser);
  await page.goto(host.url);
  await settled(page);
  const tree = await page.locator('union-park-coverage').ariaSnapshot();
  expect(tree).toMatch(/table "各园区两率"/);
  expect(tree).toMatch(/rowheader "射阳经济开发区"/);
  expect(tree).toMatch(/cell "85.96%"/);
  expect(tree).toMatch(/group "各园区两率 图表/);
  await close();
});
