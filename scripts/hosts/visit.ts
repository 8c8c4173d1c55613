import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../browser.ts';

/** A way to embed as the builder offers it. */
export type Snippet = {
  readonly key: string;
  readonly code: string;
  readonly policy: string;
  /** What somebody else does for it, such as the lines of a server's configuration. */
  readonly beside?: { readonly code: string };
};

/** One page of a host and what shows in it. */
export type Stop = { readonly key: string; readonly url: string };

const WIDTHS = [360, 768, 1440] as const;

/** The snippets of an element that the builder of `platform` prints. */
export async function fetchSnippets(platform: string, scope: string, document = 'park-coverage'): Promise<Snippet[]> {
  const response = await fetch(`${platform}/embed/builder.json?document=${document}&scope=${scope}`);
  const { snippets } = (await response.json()) as { snippets: Snippet[] };
  return snippets;
}

/** Waits until `url` answers, at most `seconds`. @throws Error when it does not. */
export async function answering(url: string, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} does not answer`);
}

/**
 * Opens each page at three widths, takes a picture `<host>-<way>-<width>.png` in `out`, and prints what the page said on the
 * console, where else than host and platform it asked, how far it moved, and the state of the elements.
 */
export async function visit(host: string, stops: readonly Stop[], platform: string, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({ executablePath: findBrowser({ install: false }), args: ['--no-sandbox'] });
  try {
    for (const stop of stops)
      for (const width of WIDTHS) console.log(await look(browser, host, stop, width, platform, out));
  } finally {
    await browser.close();
  }
}

/** What a page says where JavaScript is off: headings, and how many rows its tables have. */
export async function readWithoutScript(url: string): Promise<string> {
  const browser = await chromium.launch({ executablePath: findBrowser({ install: false }), args: ['--no-sandbox'] });
  try {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(url);
    const headings = await page.locator('h1, h3').allTextContents();
    return `${headings.join(' / ')}; ${await page.locator('tr').count()} rows`;
  } finally {
    await browser.close();
  }
}

async function look(
  browser: Browser,
  host: string,
  { key, url }: Stop,
  width: number,
  platform: string,
  out: string,
): Promise<string> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const said: string[] = [];
  const elsewhere = new Set<string>();
  // A stock site without an icon of its own has the browser ask for one.
  page.on('console', (message) => {
    const from = message.location().url;
    if (!from.endsWith('/favicon.ico')) said.push(`${message.type()} ${message.text()} ${from}`);
  });
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^http/.test(protocol) && ![new URL(url).origin, platform].includes(origin)) elsewhere.add(origin);
  });
  await page.addInitScript(
    `moved = 0; new PerformanceObserver((list) => { for (const { value } of list.getEntries()) moved += value; }).observe({ type: 'layout-shift', buffered: true });`,
  );
  await page.goto(url, { timeout: 60_000 });
  await page.waitForTimeout(2500);
  // Frames and pictures below the fold wait until they are near.
  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
  await page.waitForTimeout(1500);
  await page.evaluate('scrollTo(0, 0)');
  const moved = await page.evaluate<number>('moved');
  const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  const states = await page.evaluate<string[]>(
    `[...document.querySelectorAll('*')].filter(({ localName }) => localName.startsWith('union-'))
      .map((element) => element.localName + ' ' + (element.getAttribute('state') ?? 'not defined'))`,
  );
  await page.screenshot({ path: join(out, `${host}-${key}-${width}.png`), fullPage: true });
  await page.close();
  return [
    `${host} ${key} ${width}: ${states.join(', ') || 'no element'}`,
    said.length ? said.join(' | ') : 'nothing said',
    elsewhere.size ? `asked ${[...elsewhere].join(', ')}` : 'nobody else asked',
    `moved ${moved.toFixed(3)}`,
    ...(over > 0 ? [`${over} px wider than the window`] : []),
  ].join('; ');
}
