import { writeFileSync } from 'node:fs';
import { definitionsPage } from './definitions-page.ts';

/** Writes `docs/definitions.md` from the catalogue. A test fails when the committed page differs. */
writeFileSync(new URL('../docs/definitions.md', import.meta.url), definitionsPage());
