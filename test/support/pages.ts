import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const axe = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8');

/** A browser of a person who signed in by a link. */
export async function signInBy(
  browser: Browser,
  link: string,
  viewport: BrowserContextOptions['viewport'] = { width: 1000, height: 800 },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in/link');
  await page.close();
  return context;
}

/**
 * Opens a page and waits for `ready`; what it writes to the console as an error goes to `problems`, but for refusals, which
 * are answers with a status, and connections that a test takes away: a browser logs both.
 */
export async function openPage(
  context: BrowserContext,
  url: string,
  { ready, problems, patience = 20_000 }: { ready: string; problems: string[]; patience?: number },
): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.on('console', (message) => {
    if (message.type() !== 'error' || /status of 4|ERR_INTERNET_DISCONNECTED/.test(message.text())) return;
    problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(url);
  await page.locator(ready).waitFor();
  return page;
}

/** What axe finds; it runs in a world of its own, past the page's policy. */
export async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  // Without passes, which it would describe one by one.
  const expression = `${axe}; axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ').slice(0, 300)))`;
  const { result } = await session.send('Runtime.evaluate', {
    ...{ expression, contextId: executionContextId, awaitPromise: true, returnByValue: true },
  });
  return result.value as string[];
}

/** Whether the page is wider than a window of this width; the window is 1000 × 800 afterwards. */
export async function overflows(page: Page, width = 360): Promise<boolean> {
  await page.setViewportSize({ width, height: 800 });
  const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  await page.setViewportSize({ width: 1000, height: 800 });
  return isWide;
}

/** Pictures at three widths for somebody to look at, in the folder that OFFICE_SHOTS names; the window is 1000 × 800 afterwards. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env.OFFICE_SHOTS) return;
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${process.env.OFFICE_SHOTS}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1000, height: 800 });
}
