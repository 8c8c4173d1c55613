import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';

/** A page of somebody else, on its own origin, under a strict policy. */
export type Host = { readonly url: string; close(): Promise<void> };

/** The policy of a strict host that allows one origin of widgets. */
export function strictPolicy(apiUrl: string): string {
  return (
    `default-src 'none'; img-src 'self'; script-src ${apiUrl}; style-src ${apiUrl}; connect-src ${apiUrl}; ` +
    "require-trusted-types-for 'script'; trusted-types lit-html"
  );
}

/** Serves one page with `body` and `head`, as a host that reserves nothing and styles nothing. */
export async function startHost(options: {
  readonly head: string;
  readonly body: string;
  readonly policy: string;
  readonly lang?: string;
}): Promise<Host> {
  const server = createServer((request, response) => {
    if (request.url !== '/') {
      response.writeHead(200, { 'Content-Type': 'image/svg+xml' });
      response.end('<svg xmlns="http://www.w3.org/2000/svg"/>');
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': options.policy,
    });
    response.end(
      `<!DOCTYPE html><html lang="${options.lang ?? 'zh-CN'}"><head><meta charset="utf-8"><title>主页</title>` +
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg">' +
        `${options.head}</head><body><main><h1>主页</h1>${options.body}<p id="after">之后</p></main></body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a page did that nobody should see. */
export type Watched = {
  readonly page: Page;
  /** Console messages of any kind, policy violations and uncaught errors. */
  readonly said: string[];
  readonly requested: string[];
  /** The sum of all layout shifts so far, those after input included. */
  shifts(): Promise<number>;
  close(): Promise<void>;
};

/** The day on which the figures of the fixtures are fresh. */
export const FRESH = new Date('2026-11-21T02:00:00Z');

/** Opens a fresh profile on `url` and watches it. The clock stands at `now`; timers run, or with `isPaused` only as far as the test lets them. */
export async function watch(
  browser: Browser,
  options: BrowserContextOptions & { readonly now?: Date; readonly isPaused?: boolean } = {},
): Promise<Watched> {
  const { now = FRESH, isPaused = false, ...context } = options;
  const profile = await browser.newContext({ viewport: { width: 900, height: 900 }, ...context });
  const page = await profile.newPage();
  const said: string[] = [];
  const requested: string[] = [];
  page.on('console', (message: ConsoleMessage) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
  page.on('request', (request) => requested.push(`${request.method()} ${request.url()}`));
  if (context.javaScriptEnabled !== false) {
    if (isPaused) {
      await page.clock.install({ time: new Date(now.getTime() - 3_600_000) });
      await page.clock.pauseAt(now);
    } else await page.clock.setFixedTime(now);
    await page.addInitScript(() => {
      const record = { shifts: 0, violations: 0 };
      Object.assign(globalThis, { watched: record });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) record.shifts += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`violates ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
  }
  return {
    page,
    said,
    requested,
    shifts: () => page.evaluate(() => (globalThis as unknown as { watched: { shifts: number } }).watched.shifts),
    close: () => profile.close(),
  };
}

/** Waits until every widget of the page is in one of `states`. */
export async function settled(page: Page, states = ['ready']): Promise<void> {
  await page.waitForFunction((wanted) => {
    const widgets = [...document.querySelectorAll('main *')].filter((element) =>
      element.localName.startsWith('union-'),
    );
    return widgets.length > 0 && widgets.every((widget) => wanted.includes(widget.getAttribute('state') ?? ''));
  }, states);
  // Two frames: drawn, and what the drawing moved would have been seen.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.waitForTimeout(50);
}

/** Tags of the widgets on the demo portal. */
export const tags = ['union-park-coverage', 'union-star-distribution', 'union-assistance-share'] as const;

/** Tags of all widgets. */
export const allTags = [...tags, 'union-target', 'union-ranking', 'union-metric', 'union-map'] as const;
