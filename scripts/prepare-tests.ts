import { buildWidgets } from '@union/widgets/build.ts';
import { buildExplorer } from '../services/api/explorer/build.ts';
import { buildApps } from '../services/api/pages/build.ts';
import { findBrowser } from './browser.ts';

/** Makes ready what tests of pages need: a real browser with a Chinese font, and the built pages. Fails with the reason. */
try {
  console.log(`browser: ${findBrowser({ install: true })}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await buildWidgets({ force: false });
await buildExplorer({ force: false });
await buildApps();
