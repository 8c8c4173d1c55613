import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readEmbedBuild } from '@union/api/embed-pages/embed-release.ts';
import { createBundle } from '@union/bundle/create.ts';
import { readPrivateKey } from '@union/bundle/keys.ts';
import type { Database } from '@union/schema/db/database.ts';
import { openPublications, type Publication } from '@union/warehouse/publication/reader.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { launchBrowser } from '../support/browser.ts';
import { openTestDatabase } from '../support/database.ts';
import { settled, watch } from '../widgets/host-page.ts';

type Way = { readonly code: string; readonly beside: string; readonly policy: string };

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let browser: Browser;
/** By key, as somebody copies them from the page of the builder. */
let ways: ReadonlyMap<string, Way>;

beforeAll(async () => {
  await buildWidgets();
  folder = makePublicationsFolder();
  await folder.publish('2026-11-18');
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
  browser = await launchBrowser();
  // The night writes a file of each answer; the fixture does not.
  for (const id of ['2026-11-18-1', '2026-11-20-1']) {
    const place = join(folder.path, id, 'static', 'park-coverage');
    mkdirSync(place, { recursive: true });
    const answer = await fetch(`${server.url}/w/park-coverage?scope=region:320924&publication=${id}`);
    writeFileSync(join(place, 'region-320924.json'), await answer.text());
  }
  ways = await waysOf('document=park-coverage&scope=region:320924');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
  folder?.remove();
});

async function ofPublication<Made>(id: string, make: (publication: Publication) => Promise<Made>): Promise<Made> {
  const publications = openPublications(folder.path);
  try {
    const publication = await publications.find({ id });
    if (!publication) throw new Error(`no publication ${id}`);
    return await make(publication);
  } finally {
    await publications.close();
  }
}

async function waysOf(query: string): Promise<ReadonlyMap<string, Way>> {
  const page = await browser.newPage();
  await page.goto(`${server.url}/embed?${query}`);
  const found = await page.locator('#ways .snippet').evaluateAll((sections) =>
    sections.map((section) => {
      const text = (place: string) => section.querySelector(place)?.textContent ?? '';
      return [
        (section as HTMLElement).dataset['key'] ?? '',
        { code: text('.page code'), beside: text('.beside code'), policy: text('.policy code') },
      ] as const;
    }),
  );
  await page.close();
  return new Map(found);
}

const way = (key: string) => ways.get(key) as Way;

/** A portal that allows nothing but the printed lines and requires Trusted Types. `files`: what else it serves, by path. */
async function portal({ code, policy }: Way, files: ReadonlyMap<string, Uint8Array> = new Map()) {
  const types = policy.includes('trusted-types') ? '' : "; trusted-types 'none'";
  const images = policy.includes('img-src ') ? '' : "img-src 'self'; ";
  const strict = `default-src 'none'; ${images}${policy.replace('img-src ', "img-src 'self' ")}; require-trusted-types-for 'script'${types}`;
  const ending: Readonly<Record<string, string>> = {
    js: 'text/javascript',
    mjs: 'text/javascript',
    css: 'text/css',
    json: 'application/json',
  };
  const host = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const file = files.get(path);
    if (path !== '/') {
      response.writeHead(file ? 200 : 404, { 'content-type': ending[path.split('.').at(-1) ?? ''] ?? 'text/plain' });
      response.end(file);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': strict });
    response.end(
      `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>门户</title><link rel="icon" href="/icon.svg"></head><body><main><h1>门户</h1>${code}<p>之后</p></main></body></html>`.replace(
        '<link rel="icon" href="data:,">',
        '<link rel="icon" href="/icon.svg">',
      ),
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(host.address() as AddressInfo).port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        host.close(() => resolve());
        host.closeAllConnections();
      }),
  };
}

const icon = new Map([['/icon.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]]);

/** What nginx does with `<!--# include virtual="…" -->` and Varnish with `<esi:include src="…"/>`. */
async function included({ code, ...rest }: Way): Promise<Way> {
  const [tag = '', quoted = ''] =
    /<!--# include virtual="([^"]+)" -->|<esi:include src="[^"]+"[^>]*\/>/.exec(code) ?? [];
  const address = quoted ? server.url + quoted : (/src="([^"]+)"/.exec(tag)?.[1] ?? '').replaceAll('&amp;', '&');
  return { ...rest, code: code.replace(tag, await (await fetch(address)).text()) };
}

test('every way of the issue is offered, each with its policy', () => {
  expect([...ways.keys()]).toEqual([
    ...['script', 'pinned', 'module', 'classic', 'graphql', 'static', 'ssi', 'esi'],
    ...['image', 'iframe', 'oembed', 'frozen', 'bundle'],
  ]);
  for (const { code, policy } of ways.values()) expect([code.length > 20, /-src /.test(policy)]).toEqual([true, true]);
});

describe('pasted into a page that allows only the printed lines', () => {
  test.each(['script', 'pinned', 'module', 'classic', 'graphql', 'static', 'frozen', 'ssi', 'esi'])(
    '%s draws, says nothing, and asks nobody but the platform',
    async (key) => {
      const host = await portal(['ssi', 'esi'].includes(key) ? await included(way(key)) : way(key), icon);
      const { page, said, requested, close } = await watch(browser);
      await page.goto(host.url);
      await settled(page, ['ready', 'stale']);
      expect(await page.locator('union-park-coverage [part=chart]').count()).toBeGreaterThan(0);
      expect(said).toEqual([]);
      const origins = new Set(requested.map((request) => new URL(request.split(' ')[1] ?? '').origin));
      expect([...origins].sort()).toEqual([new URL(host.url).origin, server.url].sort());
      await close();
      await host.close();
    },
  );

  test.each(['ssi', 'esi'])(
    '%s reads without JavaScript, and nothing moves when the element takes over',
    async (key) => {
      const host = await portal(await included(way(key)), icon);
      const plain = await watch(browser, { javaScriptEnabled: false });
      await plain.page.goto(host.url);
      expect(await plain.page.locator('main').textContent()).toContain('86.00%');
      expect(await plain.page.locator('table').count()).toBeGreaterThan(0);
      await plain.close();
      const { page, shifts, close } = await watch(browser);
      await page.goto(host.url);
      await settled(page);
      expect(await shifts()).toBe(0);
      await close();
      await host.close();
    },
  );

  test('a publication in the tag holds for static files too, and is said', async () => {
    const { code, ...rest } = way('static');
    const host = await portal({ ...rest, code: code.replace(' source=', ' publication="2026-11-18-1" source=') }, icon);
    const { page, said, requested, close } = await watch(browser);
    await page.goto(host.url);
    await settled(page);
    expect(await page.locator('main').textContent()).toContain('固定显示 2026-11-18-1');
    expect(requested.join()).toContain('/publications/2026-11-18-1/static/park-coverage/region-320924.json');
    expect(said).toEqual([]);
    await close();
    await host.close();
  });

  test('the picture of a narrow screen is as wide as its column, and is laid out for it', async () => {
    const host = await portal(way('image'), icon);
    for (const [width, laidOut] of [
      [360, 320],
      [900, 640],
    ] as const) {
      const { page, said, shifts, close } = await watch(browser, { viewport: { width, height: 900 } });
      await page.goto(host.url);
      const picture = page.locator('img');
      await page.waitForFunction(() => document.querySelector('img')?.complete);
      expect(await picture.evaluate((image) => image.clientWidth)).toBe(laidOut);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect([await shifts(), said]).toEqual([0, []]);
      await close();
    }
    await host.close();
  });

  test('the link is found by discovery, and shows in the sandbox that consumers put around it', async () => {
    const link = way('oembed').code.trim();
    const html = await (await fetch(link)).text();
    const [, discovered = ''] = /type="application\/json\+oembed" href="([^"]+)"/.exec(html) ?? [];
    const oembed = (await (
      await fetch(`${discovered.replaceAll('&amp;', '&')}&maxwidth=500&maxheight=750`)
    ).json()) as {
      html: string;
    };
    // What WordPress makes of the answer of a provider that it does not know.
    const code = oembed.html
      .replace(/ (?!src=|width=|height=|frameborder=|title=)[\w-]+(="[^"]*")?(?=[ >])/g, '')
      .replace('<iframe', '<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"')
      .replace(/ src="([^"]+)"/, ' src="$1#?secret=abcDEF1234"');
    const host = await portal({ ...way('oembed'), code }, icon);
    const { page, said, close } = await watch(browser);
    await page.goto(host.url);
    const inside = page.frameLocator('iframe');
    await inside.locator('union-park-coverage[state=ready]').waitFor();
    expect(said).toEqual([]);
    await close();
    await host.close();
  });

  test('the bundle that the command names shows under the folder that the tag names, and asks the portal alone', async () => {
    const { beside, code, policy } = way('bundle');
    const [, widgets = ''] = /--widgets (\S+)/.exec(beside) ?? [];
    const [, scopes = ''] = /--scope (\S+)/.exec(beside) ?? [];
    const [, place = ''] = /apply unions\.zip \/srv\/portal(\S+)/.exec(beside) ?? [];
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = readPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const made = await ofPublication('2026-11-20-1', (publication) =>
      createBundle({ publication, build: readEmbedBuild(), widgets: [widgets], scopes: [scopes], key }),
    );
    const files = new Map([...icon, ...[...made].map(([path, bytes]) => [`${place}/${path}`, bytes] as const)]);
    const host = await portal({ code, policy, beside }, files);
    const { page, said, requested, close } = await watch(browser);
    await page.goto(host.url);
    await settled(page);
    expect(said).toEqual([]);
    expect(requested.filter((request) => !request.includes(` ${host.url}`))).toEqual([]);
    await close();
    await host.close();
  });
});

describe('only what can be shown is offered', () => {
  const metricsOf = async (query: string) => {
    const answer = await (await fetch(`${server.url}/embed/builder.json?${query}`)).json();
    const { metrics, problem } = answer as { metrics: { id: string }[]; problem?: { zh: string } };
    return { ids: metrics.map(({ id }) => id), problem };
  };

  test('no metric of several figures, and for a ranking of parks none that parks do not have', async () => {
    const { ids } = await metricsOf('document=ranking&scope=region:320924');
    expect(ids).toContain('member_rate');
    expect(ids).not.toContain('star_distribution');
    expect(ids).not.toContain('assistance_frontline_share');
    expect((await metricsOf('document=metric&scope=region:320924')).ids).toContain('assistance_frontline_share');
  });

  test('for a target only metrics that have one there; without any it says so', async () => {
    const { ids } = await metricsOf('document=target&scope=region:320924');
    expect(ids).toContain('enterprise_unionisation_rate');
    expect(ids.length).toBeLessThan(10);
    const none = await metricsOf('document=target&scope=park:PB');
    expect([none.ids, none.problem?.zh]).toEqual([[], expect.stringContaining('没有')]);
  });
});
