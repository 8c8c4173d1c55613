import { buildWidgets } from '@union/widgets/build.ts';
import { findBrowser } from './browser.ts';

/** Makes ready what tests of pages need: a real browser with a Chinese font, and the built widgets. Fails with the reason. */
const browser = findBrowser({ install: true });
console.log(`browser: ${browser}`);
await buildWidgets({ force: false });
