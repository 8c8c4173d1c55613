import { answers, assistanceShareAnswer, parkCoverageAnswer, without } from '@union/widgets/fixtures/answers.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Host, settled, startHost, strictPolicy, watch } from './host-page.ts';
import { type StandInApi, startStandInApi } from './stand-in-api.ts';

let api: StandInApi;
let browser: Browser;
const hosts: Host[] = [];

beforeAll(async () => {
  api = await startStandInApi(answers);
  browser = await launchBrowser();
});
beforeEach(() => {
  api.asked.length = 0;
  api.delay = 0;
  api.answers.delete('scope');
  for (const [name, body] of Object.entries(answers)) api.answers.set(name, body);
});
afterAll(async () => {
  await browser?.close();
  for (const host of hosts) await host.close();
  await api?.close();
});

const script = (file = 'widgets.js') => `<script src="${api.url}/embed/v1/${file}"></script>`;

async function host(body: string, head = script(), lang = 'zh-CN'): Promise<Host> {
  const started = await startHost({ head, body, policy: strictPolicy(api.url), lang });
  hosts.push(started);
  return started;
}

const park = '<union-park-coverage scope="region:320924"></union-park-coverage>';
const asked = (path: string) => api.asked.filter((request) => request.path.startsWith(path)).length;
const textOf = (page: Page, part: string, tag = 'union-park-coverage') =>
  page.locator(tag).locator(`[part=${part}]`).textContent();

describe('without a fragment', () => {
  test('the element brings heading, sentence and table itself, and nothing after it moves', async () => {
    const { url } = await host(park);
    const { page, shifts, said, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    expect(await page.locator('union-park-coverage h3').textContent()).toBe('射阳县企业建会率和职工入会率');
    expect(await page.locator('union-park-coverage table').count()).toBe(2);
    expect(await shifts()).toBe(0);
    expect(said).toEqual([]);
    await close();
  });

  test('a skeleton of the same height shows after 300 ms, and not before', async () => {
    const release = api.hold();
    const { url } = await host(park);
    const { page, shifts, close } = await watch(browser, { isPaused: true });
    await page.goto(url);
    const height = () =>
      page.locator('union-park-coverage').evaluate((widget) => widget.getBoundingClientRect().height);
    await page.clock.runFor(290);
    expect(await page.locator('.bone').count()).toBe(0);
    await page.clock.runFor(20);
    expect(await page.locator('.bone').count()).toBe(9);
    const before = await height();
    release();
    await page.clock.resume();
    await settled(page);
    expect(await height()).toBe(before);
    expect(await page.locator('.bone').count()).toBe(0);
    expect(await shifts()).toBe(0);
    await close();
  });
});

test('a fragment that the parser meets after the script is taken as it is, at its own height', async () => {
  const fragment = await (await fetch(`${api.url}/fragment/park-coverage?scope=region:320924`)).text();
  api.delay = 700;
  const { url } = await host(park.replace('><', `>${fragment}<`));
  const { page, shifts, close } = await watch(browser);
  await page.goto(url);
  await page.waitForTimeout(500);
  expect(await page.locator('.bone').count()).toBe(0);
  const gap = await page.locator('union-park-coverage').evaluate((widget) => {
    const foot = widget.querySelector('.union-foot')?.getBoundingClientRect().bottom ?? 0;
    return widget.getBoundingClientRect().bottom - foot;
  });
  expect(gap).toBeLessThan(1);
  await settled(page);
  expect(await shifts()).toBe(0);
  await close();
});

describe('when the service fails', () => {
  test('the element asks three times, then says so with a reference, and a retry brings the figures', async () => {
    api.answers.set('park-coverage', 503);
    const { url } = await host(park);
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page, ['error']);
    expect(asked('/w/park-coverage')).toBe(3);
    expect(await textOf(page, 'error')).toMatch(/数据暂时无法显示，请稍后重试。[\s\S]*重试[\s\S]*参考号 STAND_IN-\w+/);
    expect(await page.locator('[part=error]').getAttribute('role')).toBe('alert');
    api.answers.set('park-coverage', answers['park-coverage']);
    await page.locator('[part=retry]').click();
    await settled(page);
    expect(await page.locator('union-park-coverage h3').isVisible()).toBe(true);
    await close();
  });

  test('a refusal is not asked again', async () => {
    api.answers.set('park-coverage', 404);
    const { url } = await host(park);
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page, ['error']);
    expect(asked('/w/park-coverage')).toBe(1);
    await close();
  });

  test('an answer of another shape is an error with the code SCHEMA, not half a chart', async () => {
    api.answers.set('park-coverage', { data: { scope: {} } });
    const { url } = await host(park);
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page, ['error']);
    expect(await textOf(page, 'error')).toContain('SCHEMA-');
    await close();
  });

  test('a fragment stays and says that it could not be updated', async () => {
    const fragment = await (await fetch(`${api.url}/fragment/park-coverage?scope=region:320924`)).text();
    api.answers.set('park-coverage', 404);
    const { url } = await host(park.replace('><', `>${fragment}<`));
    const { page, shifts, close } = await watch(browser);
    await page.goto(url);
    await settled(page, ['error']);
    expect(await textOf(page, 'notice')).toMatch(/未能更新\s*重试/);
    expect(await page.locator('union-park-coverage tbody').first().isVisible()).toBe(true);
    expect(await page.locator('.blank').count()).toBe(0);
    expect(await shifts()).toBe(0);
    await close();
  });

  test('the copy of an earlier visit stands in, marked as such', async () => {
    const { url } = await host(park);
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    // The copy is made when the drawing is over.
    await page.waitForFunction(() => sessionStorage.length > 0);
    api.answers.set('park-coverage', 503);
    await page.reload();
    await settled(page, ['stale']);
    expect(await textOf(page, 'notice')).toContain('离线数据 · 截至2026年11月20日');
    await close();
  });
});

describe('age', () => {
  const late = new Date('2026-11-22T04:00:01Z');

  test('figures are out of date 36 hours after their day ended in China, said with the day and a shape, and nothing moves', async () => {
    const { url } = await host(park);
    const { page, shifts, close } = await watch(browser, { now: late });
    await page.goto(url);
    await settled(page, ['stale']);
    expect(await textOf(page, 'notice')).toMatch(/^▲\s*数据已过期 · 截至2026年11月20日（超过36小时未更新）\s*$/);
    expect(await shifts()).toBe(0);
    await close();
  });

  test('max-age sets another age, and figures pinned to a day never age', async () => {
    const { url } = await host(
      park.replace(' scope', ' max-age="3d" scope') + park.replace(' scope', ' published="2026-11-21" scope'),
    );
    const { page, close } = await watch(browser, { now: late });
    await page.goto(url);
    await settled(page);
    expect(api.wanted()).toContain('/w/park-coverage?scope=region:320924&published=2026-11-21&lang=zh-CN');
    await close();
  });
});

test('what the service says of its last night is why figures are out of date, asked once for all elements', async () => {
  api.freshness = { isStale: true, reason: { zh: '夜间计算未通过检查', en: 'a check failed' } };
  const { url } = await host(park + park.replace(' scope', ' lang="en" scope'));
  const { page, close } = await watch(browser);
  await page.goto(url);
  await settled(page, ['stale']);
  const notices = await page.locator('[part=notice]').allTextContents();
  expect(notices[0]).toContain('数据已过期 · 截至2026年11月20日（夜间计算未通过检查）');
  expect(notices[1]).toContain('Out of date · As of 20 November 2026 (a check failed)');
  expect(asked('/freshness')).toBe(1);
  api.freshness = { isStale: false, reason: null };
  await close();
});

describe('figures without numbers', () => {
  test('a suppressed share is said in words in the place of the number, and in the chart', async () => {
    const answer = assistanceShareAnswer();
    api.answers.set('assistance-share', {
      data: { ...answer, assistance: { ...answer.assistance, ...without('SUPPRESSED') } },
    });
    const { url } = await host('<union-assistance-share scope="region:320924"></union-assistance-share>');
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    const widget = page.locator('union-assistance-share');
    expect(await widget.locator('.union-words').textContent()).toBe('数据量过小，不予公布');
    const drawn = await widget.locator('[part=chart]').first().locator('text').allTextContents();
    expect(drawn.filter((text) => text === '数据量过小，不予公布')).toHaveLength(2);
    expect(drawn).toContain('未报送');
    expect(drawn).toContain('0.00%');
    await close();
  });

  test('a scope without any row is empty and says so in the table', async () => {
    const none = { points: [], breaks: [] };
    api.answers.set('park-coverage', {
      data: { ...parkCoverageAnswer([]), enterprisesByMonth: none, membersByMonth: none },
    });
    const { url } = await host(park);
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page, ['empty']);
    expect(await page.locator('.union-none').allInnerTexts()).toEqual(['本范围内没有园区数据', '暂无走势数据']);
    expect(
      await page
        .locator('.union-none')
        .first()
        .evaluate((cell) => getComputedStyle(cell.closest('tbody') as Element).opacity),
    ).toBe('1');
    await close();
  });
});

describe('where figures come from', () => {
  test('ten elements of a page ask in one request, and for freshness once', async () => {
    const names = Object.keys(answers);
    const more = ['union-metric metric="member_rate"', 'union-target metric="member_rate"', 'union-map metric="x1"'];
    const { url } = await host(
      [...names.map((name) => `union-${name}`), ...more]
        .map((tag) => `<${tag} scope="region:320924"></${tag.split(' ')[0]}>`)
        .join(''),
      script().replace(' src', ' defer src'),
    );
    const { page, said, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    expect(names.length + more.length).toBe(10);
    expect(api.asked.filter(({ path }) => !path.startsWith('/embed/')).map(({ path }) => path.split('?')[0])).toEqual([
      '/w',
      '/freshness',
    ]);
    expect(api.wanted()).toHaveLength(10);
    expect(said).toEqual([]);
    await close();
  });

  test('one answer that fails is one element that fails, and a service without lists is asked one by one', async () => {
    api.answers.set('metric', 404);
    const { url } = await host(`${park}<union-metric scope="region:320924"></union-metric>`);
    const { page, close } = await watch(browser);
    await page.goto(url);
    await page.locator('union-park-coverage[state=ready]').waitFor();
    await page.locator('union-metric[state=error]').waitFor();
    expect(await textOf(page, 'error', 'union-metric')).toContain('STAND_IN-');
    api.answers.set('metric', answers['metric']);
    await page.route(/\/w\?/, (route) => route.fulfill({ status: 404, body: '{}' }));
    await page.reload();
    await settled(page);
    await close();
  });

  test('elements with one address share one flight', async () => {
    api.delay = 200;
    const { url } = await host(park.repeat(5));
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    expect(asked('/w/park-coverage')).toBe(1);
    await close();
  });

  test('static files are another attribute, and src names any file', async () => {
    const { url } = await host(
      park.replace(' scope', ' source="static" scope') +
        `<union-park-coverage src="${api.url}/w/park-coverage?scope=park:S1"></union-park-coverage>`,
    );
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    const paths = api.asked.map(({ path }) => path);
    expect(paths).toContain('/publications/current/static/park-coverage/region-320924.json');
    expect(paths).toContain('/w/park-coverage?scope=park:S1');
    await close();
  });

  test.each([
    ['share the file of their scope', undefined, ['scope']],
    ['ask for their own file where a publication has none of the scope', 404, ['scope', 'park-coverage', 'target']],
  ])('static files: elements of one scope %s', async (_, scope, folders) => {
    if (scope) api.answers.set('scope', scope);
    const { url } = await host(
      `${park}<union-target scope="region:320924"></union-target>`.replaceAll(' scope', ' source="static" scope'),
    );
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    const files = api.asked.map(({ path }) => path).filter((path) => path.startsWith('/publications/'));
    expect(files.map((path) => path.split('/')[4])).toEqual(folders);
    expect(files[0]).toBe('/publications/current/static/scope/region-320924.json');
    await close();
  });

  test('the host hears of an answer, a failure and each change of state', async () => {
    const { url } = await host(park);
    const { page, close } = await watch(browser);
    await page.addInitScript(() => {
      const heard: unknown[] = [];
      Object.assign(globalThis, { heard });
      for (const name of ['data', 'error', 'state-change']) {
        addEventListener(`union-${name}`, (event) => heard.push([name, (event as CustomEvent).detail]));
      }
    });
    await page.goto(url);
    await settled(page);
    expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)).toEqual([
      [
        'data',
        { url: `${api.url}/w/park-coverage?scope=region:320924`, publicationId: '2026-11-20-1', asOf: '2026-11-20' },
      ],
      ['state-change', { state: 'ready' }],
    ]);
    api.answers.set('park-coverage', 404);
    await page.locator('union-park-coverage').evaluate((widget) => widget.setAttribute('scope', 'region:1'));
    await settled(page, ['error']);
    const heard = await page.evaluate(() => (globalThis as unknown as { heard: [string, { code?: string }][] }).heard);
    expect(heard.at(-2)).toMatchObject(['error', { code: 'STAND_IN' }]);
    await close();
  });
});

describe('two scripts on one page', () => {
  test('the first wins, one line is logged, and nothing throws', async () => {
    const { url } = await host(park, script() + script('union-park-coverage.js') + script());
    const { page, said, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^warning: union-widgets [\d.]+: already defined by an earlier script/);
    await close();
  });

  test('elements loaded alone live beside each other under one Trusted Types policy', async () => {
    const modules = ['park-coverage', 'star-distribution', 'assistance-share']
      .map((name) => `<script type="module" src="${api.url}/embed/v1/union-${name}.mjs"></script>`)
      .join('');
    const { url } = await host(
      `${park}<union-star-distribution scope="region:320924"></union-star-distribution>`,
      modules,
    );
    const { page, said, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    expect(said).toEqual([]);
    await close();
  });
});

describe('a script by its exact version', () => {
  const exact = () => `<script src="${api.url}/embed/0.3.0/widgets.js"></script>`;

  test('takes the files beside it, and walks', async () => {
    const { url } = await host(park, exact());
    const { page, said, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    await page.locator('[part=chart]').first().focus();
    await expect.poll(() => page.locator('[part=tip]').first().textContent()).not.toBe('');
    expect(said).toEqual([]);
    await close();
  });

  test.each(['widgets.css', 'widgets.use.mjs'])('refuses another %s than it was released with', async (name) => {
    const { url } = await host(park, exact());
    const { page, close } = await watch(browser);
    await page.route(`**/${name}`, async (route) => {
      const response = await route.fetch();
      const body = `${await response.text()}${name.endsWith('css') ? ':host{outline:9px solid}' : ';globalThis.foreign=1'}`;
      await route.fulfill({ response, body });
    });
    const heard = page.waitForEvent('console', { predicate: (message) => /integrity/.test(message.text()) });
    await page.goto(url);
    await settled(page);
    if (name.endsWith('mjs')) await page.locator('[part=chart]').first().focus();
    await heard;
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => (globalThis as { foreign?: number }).foreign)).toBeUndefined();
    // Without its sheet an element shows its tables.
    expect(await page.locator('[part=chart]').count()).toBe(name.endsWith('css') ? 0 : 2);
    expect(await page.locator('tbody').first().isVisible()).toBe(true);
    await close();
  });
});

describe('language and dress', () => {
  test('the language is that of the page, or the attribute; another one is asked for once', async () => {
    const { url } = await host(park, script(), 'en-GB');
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    expect(await page.locator('h3').textContent()).toBe('Union coverage of 射阳县');
    await page.locator('union-park-coverage').evaluate((widget) => widget.setAttribute('lang', 'zh-CN'));
    await expect.poll(() => page.locator('h3').textContent()).toBe('射阳县企业建会率和职工入会率');
    await page.locator('union-park-coverage').evaluate((widget) => widget.setAttribute('heading-level', '4'));
    await page.locator('h4').waitFor();
    expect(asked('/w/')).toBe(2);
    await close();
  });

  test('the heading has the level of the attribute', async () => {
    const { url } = await host(park.replace(' scope', ' heading-level="2" scope'));
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    expect(await page.locator('union-park-coverage h2').count()).toBe(1);
    await close();
  });

  test('auto is dark only where the page itself is', async () => {
    const { url } = await host(park);
    const { page, close } = await watch(browser, { colorScheme: 'dark' });
    await page.goto(url);
    await settled(page);
    const surface = () =>
      page.locator('union-park-coverage').evaluate((widget) => getComputedStyle(widget).backgroundColor);
    expect(await surface()).toBe('rgb(255, 255, 255)');
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = 'light dark';
      document.querySelector('union-park-coverage')?.setAttribute('theme', 'auto');
    });
    await expect.poll(surface).toBe('rgb(22, 27, 34)');
    await close();
  });

  test('an element that waits in a hidden tab draws when it is shown', async () => {
    const { url } = await host(`<div hidden>${park}</div>`);
    const { page, close } = await watch(browser);
    await page.goto(url);
    await settled(page);
    await page.evaluate(() => document.querySelector('div[hidden]')?.removeAttribute('hidden'));
    await page.locator('[part=chart] text').first().waitFor();
    await close();
  });

  test('with reduced motion nothing moves by itself', async () => {
    api.delay = 1500;
    const { url } = await host(park);
    const { page, close } = await watch(browser, { reducedMotion: 'reduce' });
    await page.goto(url);
    await page.locator('.bone').first().waitFor();
    const names = await page
      .locator('.bone')
      .evaluateAll((bones) => bones.map((bone) => getComputedStyle(bone).animationName));
    expect(new Set(names)).toEqual(new Set(['none']));
    await close();
  });
});
