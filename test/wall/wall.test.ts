import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { makeDisplay, revokeDisplay } from '@union/access/display/displays.ts';
import { usualViews } from '@union/access/display/views.ts';
import { createWall } from '@union/access/display/walls.ts';
import { createAccount, findViewer, grantRole } from '@union/access/identity/accounts.ts';
import { Reaches } from '@union/access/reach.ts';
import { anonymous, operator } from '@union/access/viewer.ts';
import { buildApp } from '@union/api/pages/build.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { temporary } from '../intake/support/files.ts';
import { launchBrowser } from '../support/browser.ts';
import { createTestDatabase, openTestDatabase } from '../support/database.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = new Reaches(operator('test'), new Map());

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let browser: Browser;
/** Who asks GraphQL; 0: nobody. */
let asker = 0;
/** The clock of the server. */
let now = '2026-11-21T01:00:00Z';

beforeAll(async () => {
  await buildApp('wall');
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database, {
    config: readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: temporary('wall-data') }),
    viewerOf: async () => (await findViewer(database.db, asker)) ?? anonymous,
    now: () => new Date(now),
  });
  await createWall(database.db, everything, 'hall', {
    ...{ name: '一楼大厅', scope: 'region:320924', language: 'zh-CN', theme: 'dark' },
    views: usualViews.map((view) => ({ ...view, seconds: 600 })),
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.close();
  folder.remove();
});

const token = async (days = 30) => makeDisplay(database.db, everything, { wall: 'hall', name: '东墙', days });

type Screen = { readonly page: Page; readonly context: BrowserContext; readonly said: string[] };

/** A fresh screen on the server's day; `said` collects what its console and its policy had to say. */
async function openScreen(width = 1920, height = 1080): Promise<Screen> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  await context.addInitScript((ahead) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given: unknown[]) {
        super(...((given.length > 0 ? given : [Real.now() + ahead]) as [number]));
      }
      static override now() {
        return Real.now() + ahead;
      }
    } as DateConstructor;
  }, Date.parse(now) - Date.now());
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    // A refusal or a cut network is told by the browser itself.
    if (!/Failed to load resource/.test(message.text())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return { page, context, said };
}

async function openWall(screen: Screen, secret?: string): Promise<void> {
  await screen.page.goto(`${server.url}/wall#${secret ?? (await token()).secret}`);
  await screen.page.locator('.panel').first().waitFor();
}

const ask = (page: Page) =>
  page.evaluate(() => (document.querySelector('union-wall') as never as { askNow(): Promise<void> }).askNow());
const placeOf = (page: Page) =>
  page.evaluate(() => (document.querySelector('union-wall') as never as { place: [number, number] }).place);
const next = (page: Page) =>
  page.evaluate(() => (document.querySelector('union-wall') as never as { next(): void }).next());
const footOf = (page: Page) => page.locator('.foot').innerText();

test('a token is exchanged once for a cookie that no script reads; it leaves the address, and no log ever has it', async () => {
  const screen = await openScreen();
  const { secret } = await token();
  await openWall(screen, secret);
  expect(screen.page.url()).toBe(`${server.url}/wall`);
  const [cookie] = (await screen.context.cookies()).filter(({ name }) => name === 'union-display');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', value: secret });
  expect(await screen.page.evaluate(() => document.cookie)).toBe('');
  expect(JSON.stringify(server.log)).not.toContain(secret);
  const rows = JSON.stringify(await database.db.selectFrom('display_token').selectAll().execute());
  expect(rows).not.toContain(secret);
  // A reload needs the address no more.
  await screen.page.reload();
  await screen.page.locator('.panel').first().waitFor();
  expect(await footOf(screen.page)).toContain('数据截至 2026-11-20');
  expect(await footOf(screen.page)).toContain('发布 2026-11-20-1');
  expect(await footOf(screen.page)).toContain('数据为最新');
  expect(screen.said).toEqual([]);
  await screen.context.close();
});

test('a token opens its wall and nothing else, and changes nothing', async () => {
  const { secret } = await token();
  const cookie = { cookie: `union-display=${secret}` };
  const wall = await fetch(`${server.url}/wall/data`, { headers: cookie });
  expect(wall.status).toBe(200);
  expect(wall.headers.get('cache-control')).toBe('private, no-cache');
  const again = await fetch(`${server.url}/wall/data`, {
    headers: { ...cookie, 'if-none-match': wall.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
  expect((await fetch(`${server.url}/session`, { headers: cookie }).then((answer) => answer.json())).kind).toBe(
    'anonymous',
  );
  expect((await fetch(`${server.url}/wall/data`)).status).toBe(401);
  expect((await fetch(`${server.url}/wall/data`, { headers: { cookie: `union-session=${secret}` } })).status).toBe(401);
  const session = await fetch(`${server.url}/wall/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://other.example', 'sec-fetch-site': 'cross-site' },
    body: JSON.stringify({ token: secret }),
  });
  expect(session.status).toBe(403);
});

test.each([
  [1920, 1080],
  [3840, 2160],
  [6656, 1792],
  [1280, 720],
  [1080, 1920],
  [360, 740],
])(
  'at %i × %i nothing reaches beyond the screen or its panel, nothing scrolls, and type is legible',
  async (width, height) => {
    const screen = await openScreen(width, height);
    await openWall(screen);
    const [, of] = await placeOf(screen.page);
    for (let at = 0; at < of; at++) {
      const faults = await screen.page.evaluate(() => {
        const found: string[] = [];
        const root = document.documentElement;
        if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push('the page scrolls');
        for (const element of document.querySelectorAll<HTMLElement>('.stage *')) {
          const { left, top, right, bottom, width: wide } = element.getBoundingClientRect();
          const name = `${element.tagName} ${element.getAttribute('class')} ${element.textContent?.trim().slice(0, 30)}`;
          if (wide > 0 && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1))
            found.push(name);
          const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
          const size = Number.parseFloat(getComputedStyle(element).fontSize);
          const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
          if (isText && size * scale < 10) found.push(`${name} is ${size * scale} px`);
          if (isText && innerHeight > 700 && innerWidth > 1000 && size * scale < innerHeight / 72)
            found.push(`${name} is small: ${size * scale}`);
        }
        for (const panel of document.querySelectorAll('.panel')) {
          if (panel.scrollHeight > panel.clientHeight + 1 || panel.scrollWidth > panel.clientWidth + 1) {
            found.push(
              `a panel holds ${panel.scrollWidth}×${panel.scrollHeight} in ${panel.clientWidth}×${panel.clientHeight}`,
            );
          }
          const chart = panel.querySelector('svg.chart')?.getBoundingClientRect();
          const box = panel.getBoundingClientRect();
          if (chart && (chart.right > box.right || chart.bottom > box.bottom)) found.push('a chart leaves its panel');
          const svg = panel.querySelector<SVGSVGElement>('svg.chart');
          const matrix = svg?.getScreenCTM();
          // Not stretched: a pixel of the drawing is as wide as high.
          if (matrix && Math.abs(matrix.a - matrix.d) > 0.01)
            found.push(`a chart is stretched ${matrix.a} × ${matrix.d}`);
        }
        return found.slice(0, 6);
      });
      expect({ at, faults }).toEqual({ at, faults: [] });
      await next(screen.page);
    }
    expect(screen.said).toEqual([]);
    await screen.context.close();
  },
);

test('it says since when it is offline, keeps the figures over a reload without network, and recovers by itself', async () => {
  const screen = await openScreen();
  const { page, context } = screen;
  await openWall(screen);
  // The worker has taken the page over, and with it what it needs.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await page.locator('.panel').first().waitFor();
  await context.setOffline(true);
  await ask(page);
  await page.locator('.age.far-behind').waitFor();
  expect(await footOf(page)).toMatch(/离线自 11月\d+日 \d\d:\d\d（已 0分钟）/);
  await page.reload();
  await page.locator('.panel').first().waitFor();
  await page.locator('.age.far-behind').waitFor();
  expect(await page.locator('h1').innerText()).toContain('一楼大厅');
  expect(await footOf(page)).toContain('发布 2026-11-20-1');
  // Back again: the browser says so, and nobody has to touch anything.
  await context.setOffline(false);
  await page.locator('.age.met').waitFor();
  expect(screen.said).toEqual([]);
  await context.close();
});

test('a new publication takes the place of the old one in place: no panel is ever empty meanwhile', async () => {
  const screen = await openScreen();
  const { page } = screen;
  await openWall(screen);
  await page.evaluate(() => {
    const seen = { gaps: 0, first: document.querySelector('.panel') };
    Object.assign(window, { seen });
    new MutationObserver(() => {
      if (!document.querySelector('.panel h2') || !document.querySelector('.foot p')) seen.gaps++;
    }).observe(document.querySelector('union-wall') as Element, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  const pointer = readFileSync(`${folder.path}/current.json`);
  const id = await folder.publish('2026-11-20', { number: 2, publishedAt: '2026-11-20T21:00:00.000Z' });
  await expect
    .poll(() => server.ask('{ freshness { publishedAt } }').then(({ data }) => data.freshness.publishedAt))
    .toBe('2026-11-20T21:00:00.000Z');
  await ask(page);
  await expect.poll(() => footOf(page)).toContain(`发布 ${id}`);
  expect(await page.evaluate(() => (window as never as { seen: { gaps: number; first: Element } }).seen.gaps)).toBe(0);
  expect(
    await page.evaluate(
      () => (window as never as { seen: { first: Element } }).seen.first === document.querySelector('.panel'),
    ),
  ).toBe(true);
  writeFileSync(`${folder.path}/current.json`, pointer);
  await screen.context.close();
});

test('figures whose night is overdue are said to be out of date, with the reason', async () => {
  const screen = await openScreen();
  now = '2026-11-23T01:00:00Z';
  await openWall(screen);
  expect(await footOf(screen.page)).toMatch(/数据已过期：应在 2026-11-21T20:00:00.000Z 前发布/);
  now = '2026-11-21T01:00:00Z';
  await ask(screen.page);
  await expect.poll(() => footOf(screen.page)).toContain('数据为最新');
  await screen.context.close();
});

test('a token that was taken back closes the screen in words and leaves no figure in the page or the browser', async () => {
  const screen = await openScreen();
  const { page } = screen;
  const { id, secret } = await token();
  await openWall(screen, secret);
  await revokeDisplay(database.db, everything, id);
  await ask(page);
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('此屏幕的显示授权已被收回');
  expect(await page.getByRole('alert').innerText()).toContain('was taken back');
  expect(await page.locator('.panel, .chart').count()).toBe(0);
  expect(await page.locator('body').innerText()).not.toMatch(/%/);
  const kept = () =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('union-wall');
          opening.onsuccess = () => {
            const counting = opening.result.transaction('last').objectStore('last').count();
            counting.onsuccess = () => resolve(counting.result);
          };
        }),
    );
  expect(await kept()).toBe(0);
  await page.reload();
  await page.getByRole('alert').waitFor();
  await screen.context.close();
});

test('a token that has expired closes the screen, also one that is offline', async () => {
  const screen = await openScreen();
  const { page, context } = screen;
  await page.clock.install({ time: new Date() });
  const { id, secret } = await token(1);
  await openWall(screen, secret);
  await context.setOffline(true);
  await page.clock.fastForward('25:00:00');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('已到期');
  expect(await page.locator('.panel').count()).toBe(0);
  await context.close();
  await sql`update display_token set expires_at = now() where display_id = ${id}`.execute(database.db);
  const { errors } = (await fetch(`${server.url}/wall/data`, { headers: { cookie: `union-display=${secret}` } }).then(
    (answer) => answer.json(),
  )) as {
    errors: { extensions: { code: string; why: string } }[];
  };
  expect(errors[0]?.extensions).toMatchObject({ code: 'DISPLAY_CLOSED', why: 'expired' });
});

test('a screen without a token says how to get one', async () => {
  const screen = await openScreen();
  await screen.page.goto(`${server.url}/wall`);
  await screen.page.getByRole('alert').waitFor();
  expect(await screen.page.getByRole('alert').innerText()).toContain('此屏幕尚未获得显示授权');
  await screen.page.goto(`${server.url}/wall#${'x'.repeat(43)}`);
  await screen.page.reload();
  await screen.page.getByRole('alert').waitFor();
  await screen.context.close();
});

test('the keyboard pauses, goes on and back, and switches the language; panels and controls have names', async () => {
  const screen = await openScreen(1280, 720);
  const { page } = screen;
  await openWall(screen);
  const [, of] = await placeOf(page);
  expect(of).toBeGreaterThan(1);
  await page.keyboard.press('ArrowRight');
  expect((await placeOf(page))[0]).toBe(1);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect((await placeOf(page))[0]).toBe(of - 1);
  await page.keyboard.press(' ');
  expect(await footOf(page)).toContain('已暂停');
  await page.keyboard.press('l');
  expect(await footOf(page)).toContain('Figures as of 2026-11-20');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  // A button that has the focus is pressed by the space bar, once.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press(' ');
  expect(await footOf(page)).not.toContain('Paused');
  // The page's policy lets no script in by its text, so the checker comes as the browser's own.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = window as never as {
      axe: { run(): Promise<{ violations: { id: string; nodes: unknown[] }[] }> };
    };
    return (await checker.run()).violations.map(({ id, nodes }) => `${id} ${nodes.length}`);
  });
  expect(violations).toEqual([]);
  await screen.context.close();
});

test('thousands of rotations leave no nodes, listeners or memory behind', async () => {
  const screen = await openScreen();
  const { page, context } = screen;
  await openWall(screen);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  const turn = (times: number) =>
    page.evaluate(async (count) => {
      const wall = document.querySelector('union-wall') as never as { next(): void; updateComplete: Promise<unknown> };
      for (let at = 0; at < count; at++) {
        wall.next();
        await wall.updateComplete;
        if (at % 100 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
    }, times);
  const measure = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') };
  };
  await turn(300);
  const before = await measure();
  await turn(3000);
  const after = await measure();
  expect(after.nodes).toBeLessThan(before.nodes * 1.2 + 200);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 5);
  expect(after.heap).toBeLessThan(before.heap + 2_000_000);
  await context.close();
});

test('a new script of the page is taken between two screenfuls, once', async () => {
  const screen = await openScreen();
  const { page } = screen;
  let build = '';
  await page.route('**/wall/data', async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    if (build) body.build = build;
    await route.fulfill({ response: answer, json: body });
  });
  await openWall(screen);
  let loads = 0;
  page.on('load', () => loads++);
  await next(page);
  expect(loads).toBe(0);
  build = 'another';
  await ask(page);
  await next(page).catch(() => {});
  await expect.poll(() => loads).toBe(1);
  await page.locator('.panel').first().waitFor();
  // The server still says another: it is not asked in a circle.
  await ask(page);
  await next(page);
  await next(page);
  expect(loads).toBe(1);
  await screen.context.close();
});

test('leaders make walls and screens by GraphQL within their reach; others do not; each step is audited', async () => {
  const leader = await createAccount(database.db, everything, { name: '王主席' });
  await grantRole(database.db, everything, { accountId: leader, role: 'leader', federationCode: null });
  const officer = await createAccount(database.db, everything, { name: '经办' });
  await grantRole(database.db, everything, { accountId: officer, role: 'officer', federationCode: null });
  const create = (code: string, dryRun = false) =>
    server.ask(
      `mutation ($code: ID!, $dryRun: Boolean) { createWall(code: $code, dryRun: $dryRun, wall: { name: "会议室", scope: "region:320924",
        views: [{ kind: TARGETS, metrics: ["member_rate"], seconds: 30 }, { kind: RANKING }] }) { code version views { kind metrics seconds } } }`,
      { code, dryRun },
    );
  asker = officer;
  expect((await create('room')).errors?.[0]?.extensions.code).toBe('NOT_PERMITTED');
  expect((await server.ask('{ walls { code } }')).errors?.[0]?.extensions.code).toBe('NOT_PERMITTED');
  asker = leader;
  expect((await create('room', true)).data.createWall.code).toBe('room');
  expect((await create('room')).data.createWall).toEqual({
    ...{ code: 'room', version: 1 },
    views: [
      { kind: 'TARGETS', metrics: ['member_rate'], seconds: 30 },
      { kind: 'RANKING', metrics: ['enterprise_unionisation_rate'], seconds: 20 },
    ],
  });
  expect((await create('room')).errors?.[0]?.extensions.code).toBe('WALL_EXISTS');
  const { data } = await server.ask('mutation { makeDisplay(code: "room", name: "三楼", days: 7) }');
  expect(data.makeDisplay).toMatch(/^\/wall#[\w-]{43}$/);
  const listed = await server.ask('{ walls { code displays { id name revokedAt } } }');
  const room = listed.data.walls.find(({ code }: { code: string }) => code === 'room');
  expect(room.displays).toMatchObject([{ name: '三楼', revokedAt: null }]);
  await server.ask('mutation ($id: ID!) { revokeDisplay(id: $id) }', { id: room.displays[0].id });
  expect((await server.ask('mutation { endWall(code: "room") }')).data.endWall).toBe(true);
  asker = 0;
  const audited = await database.db
    .selectFrom('audit_event')
    .select('action')
    .where('actor_name', '=', '王主席')
    .where('register', 'in', ['wall', 'display_token'])
    .orderBy('event_no')
    .execute();
  expect(audited.map(({ action }) => action)).toEqual(['create', 'issue', 'revoke', 'end']);
});

test('the command line makes a wall from a line of text, and says what is wrong with one', async () => {
  const databaseUrl = await createTestDatabase();
  const run = (...words: string[]) =>
    execFileSync(process.execPath, ['services/access/cli.ts', 'display', ...words], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const views = 'targets=member_rate@30 ranking map stars';
  const made = run('wall', '--wall', 'hall', '--name', '大厅', '--scope', 'region:320924', '--views', views);
  expect(made).toContain('targets=member_rate@30');
  expect(run('make', '--wall', 'hall', '--name', '东墙', '--days', '7')).toMatch(/\/wall#[\w-]{43}\n/);
  expect(run('list')).toMatch(/显示授权 display 1: 东墙 {2}至 until/);
  expect(() => run('wall', '--wall', 'hall', '--views', 'ranking=no_such_metric')).toThrow(
    /views\[0\]\.metrics: no_such_metric/,
  );
});
