import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { launchBrowser } from '../support/browser.ts';
import { openTestDatabase } from '../support/database.ts';
import { type Host, startHost, watch } from './host-page.ts';

type Snippet = { readonly key: string; readonly code: string; readonly policy: string };

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let browser: Browser;
let snippets: readonly Snippet[];

beforeAll(async () => {
  await buildWidgets();
  folder = makePublicationsFolder();
  await folder.publish('2026-11-18');
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
  browser = await launchBrowser();
  const query = 'document=park-coverage&scope=region:320924';
  ({ snippets } = (await (await fetch(`${server.url}/embed/builder.json?${query}`)).json()) as { snippets: Snippet[] });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
  folder?.remove();
});

const snippet = (key: string) => snippets.find((one) => one.key === key) as Snippet;

/** A host that allows only the lines that the builder prints for this way, and requires Trusted Types. */
function strictHost({ code, policy }: Snippet): Promise<Host> {
  const types = policy.includes('trusted-types') ? '' : "; trusted-types 'none'";
  return startHost({
    head: '',
    body: code,
    policy: `default-src 'none'; img-src 'self'; ${policy}; require-trusted-types-for 'script'${types}`.replace(
      /img-src 'self'; (img-src) /,
      "$1 'self' ",
    ),
  });
}

describe('under default-src none, the printed lines and Trusted Types', () => {
  test('a pinned script with one other byte in its hash does not run', async () => {
    const { code, policy, key } = snippet('pinned');
    const { page, close } = await watch(browser);
    const other = code.replace(/sha384-(.)/, (_, first: string) => `sha384-${first === 'A' ? 'B' : 'A'}`);
    const wrong = await strictHost({ key, policy, code: other });
    await page.goto(wrong.url);
    expect(await page.evaluate(() => customElements.get('union-park-coverage'))).toBeUndefined();
    await close();
    await wrong.close();
  });

  test('the picture shows without JavaScript and says what it shows', async () => {
    const host = await strictHost(snippet('image'));
    const { page, close } = await watch(browser, { javaScriptEnabled: false });
    await page.goto(host.url);
    const picture = page.locator('img');
    expect(await picture.getAttribute('alt')).toContain('86.00%');
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1280);
    await close();
    await host.close();
  });

  test('the frame takes the height of its content, at every width, and says nothing', async () => {
    const host = await strictHost(snippet('iframe'));
    for (const width of [320, 900]) {
      const { page, said, close } = await watch(browser, { viewport: { width, height: 900 } });
      await page.goto(host.url);
      const frame = page.locator('iframe');
      await frame.scrollIntoViewIfNeeded();
      const inside = page.frameLocator('iframe');
      await inside.locator('union-park-coverage[state=ready]').waitFor();
      await expect
        .poll(async () => {
          const content = await inside
            .locator('main')
            .evaluate((main) => Math.ceil(main.getBoundingClientRect().height));
          return content - Number.parseInt(await frame.evaluate((one) => (one as HTMLElement).style.height || '0'), 10);
        })
        .toBe(0);
      expect(said).toEqual([]);
      await close();
    }
    await host.close();
  });
});

describe('with a list of origins', () => {
  const script = (url: string) =>
    `<script src="${url}/embed/v1/widgets.js" defer></script><union-park-coverage scope="region:320924"></union-park-coverage>`;
  /** A server whose list holds the given origins. */
  const listing = (origins: string) =>
    openTestServer(folder.path, database, {
      config: readConfig({ PORT: '0', HOST: '127.0.0.1', CONTACT: '信息中心 0515-12345', EMBED_ORIGINS: origins }),
    });

  test.each([
    ['zh-CN', /网站 .*未获准嵌入.*信息中心 0515-12345/],
    ['en', /may not embed these figures; ask 信息中心 0515-12345/],
  ])(
    'an element in a page that is not listed says in its own place whose page was refused, and whom to ask (%s)',
    async (lang, words) => {
      const listed = await listing('https://www.example.gov.cn');
      const host = await startHost({ head: '', body: script(listed.url), policy: '', lang });
      const { page, close } = await watch(browser);
      await page.goto(host.url);
      const message = page.locator('union-park-coverage[state=error] [part=error]');
      await message.waitFor();
      const text = await message.textContent();
      expect(text).toMatch(words);
      expect(text).toContain(new URL(host.url).origin);
      expect(text).toContain('ORIGIN_NOT_ALLOWED');
      await close();
      await host.close();
      await listed.close();
    },
  );

  test('a sandboxed frame has no origin, and works where the site around it is listed', async () => {
    const host = await startHost({ head: '', body: '<iframe width="700" height="900"></iframe>', policy: '' });
    const listed = await listing(new URL(host.url).origin);
    const { page, said, close } = await watch(browser);
    const show = (source: string, name: 'src' | 'srcdoc') =>
      page.evaluate(
        ([value, attribute]) => {
          const frame = document.querySelector('iframe') as HTMLIFrameElement;
          const fresh = document.createElement('iframe');
          fresh.width = '700';
          fresh.height = '900';
          fresh.setAttribute('sandbox', 'allow-scripts');
          fresh.setAttribute(attribute, value);
          frame.replaceWith(fresh);
        },
        [source, name] as const,
      );
    const inside = page.frameLocator('iframe').locator('union-park-coverage[state=ready]');
    const address = `${listed.url}/frame/park-coverage?scope=region:320924`;
    await page.goto(host.url);
    await show(address, 'src');
    await inside.waitFor();
    expect(said).toEqual([]);
    // With a script of its own it would have to ask, and is told what to add.
    await show(script(listed.url), 'srcdoc');
    const refused = page.frameLocator('iframe').locator('[part=error]');
    await refused.waitFor();
    expect(await refused.textContent()).toContain('allow-same-origin');
    await close();
    for (const one of [host, listed]) await one.close();
  });
});

describe('a frame cannot grow for ever', () => {
  test('a page around it that adds to every height ends with the height of the content and its own addition', async () => {
    const host = await startHost({
      head: '',
      body: `<iframe src="${server.url}/frame/park-coverage?scope=region:320924" width="600" height="300"></iframe>
<script>let told = 0; addEventListener('message', ({ data }) => { told++; document.querySelector('iframe').style.height = data.height + 100 + 'px'; document.body.dataset.told = told; });</script>`,
      policy: `default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-src ${server.url}; img-src 'self'`,
    });
    const { page, close } = await watch(browser);
    await page.goto(host.url);
    await page.frameLocator('iframe').locator('union-park-coverage[state=ready]').waitFor();
    await page.waitForTimeout(1500);
    const height = await page.locator('iframe').evaluate((frame) => frame.clientHeight);
    await page.waitForTimeout(1500);
    expect(await page.locator('iframe').evaluate((frame) => frame.clientHeight)).toBe(height);
    expect(Number(await page.locator('body').getAttribute('data-told'))).toBeLessThan(12);
    await close();
    await host.close();
  });

  test('a page in the frame that always asks for more stops being heard, and never passes the limit', async () => {
    const greedy = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(
        "<script>let height = 500; setInterval(() => parent.postMessage({ type: 'union-height', version: 1, height: height += 400 }, '*'), 5)</script>",
      );
    });
    await new Promise<void>((resolve) => greedy.listen(0, '127.0.0.1', resolve));
    const source = `http://127.0.0.1:${(greedy.address() as AddressInfo).port}`;
    const host = await startHost({
      head: '',
      body: `<iframe src="${source}/" width="600" height="300" data-union-frame></iframe><iframe src="${source}/other" id="other"></iframe><script src="${server.url}/embed/v1/frame.js"></script>`,
      policy: `default-src 'none'; script-src ${server.url}; frame-src ${source}; img-src 'self'`,
    });
    const { page, close } = await watch(browser);
    await page.goto(host.url);
    await page.waitForTimeout(1000);
    const heights = await page.locator('iframe').evaluateAll((frames) => frames.map((frame) => frame.clientHeight));
    expect(heights[0]).toBeGreaterThan(300);
    expect(heights[0]).toBeLessThanOrEqual(6000);
    // A frame that the page did not mark is left alone.
    expect(heights[1]).toBe(150);
    await close();
    await host.close();
    greedy.closeAllConnections();
    greedy.close();
  });
});

describe('the builder', () => {
  test('works by keyboard under its own policy, and says nothing', async () => {
    const { page, said, close } = await watch(browser);
    await page.goto(`${server.url}/embed`);
    await page.locator('#search').focus();
    await page.keyboard.type('乙园区');
    await expect.poll(() => page.locator('#scope option').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('#way-script code').first().textContent()).toContain('scope="park:PB"');
    await expect.poll(() => page.url()).toContain('scope=park:PB');
    await page.locator('#theme').selectOption('dark');
    await expect.poll(() => page.locator('#preview iframe').first().getAttribute('src')).toContain('theme=dark');
    expect(said).toEqual([]);
    await close();
  });

  test('a choice without figures is told in words in the place of the preview', async () => {
    const { page, close } = await watch(browser);
    await page.goto(`${server.url}/embed?document=assistance-share&scope=park:PA`);
    expect(await page.locator('#problem').isVisible()).toBe(true);
    expect(await page.locator('#preview').isVisible()).toBe(false);
    await close();
  });

  test('without JavaScript it is a form', async () => {
    const { page, close } = await watch(browser, { javaScriptEnabled: false });
    await page.goto(`${server.url}/embed`);
    await page.locator('#scope').selectOption('park:PA');
    await page.locator('#choices button').click();
    expect(await page.locator('#way-script .page code').textContent()).toContain('scope="park:PA"');
    await close();
  });
});
