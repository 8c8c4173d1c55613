import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.ts';

/** The browser of the tests; every context of it is a fresh profile. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser({ install: false }),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
