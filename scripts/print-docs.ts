import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { accessPage } from './access-page.ts';
import { briefingPage } from './briefing-page.ts';
import { catalogueExamples } from './catalogue-examples.ts';
import { definitionsPage } from './definitions-page.ts';
import { registersPage } from './registers-page.ts';
import { workbookPage } from './workbook-page.ts';

/** Writes the pages of `docs/` that are made from code, and the worked examples of the catalogue. A test fails when a committed page differs. */
writeFileSync(new URL('../docs/definitions.md', import.meta.url), await definitionsPage());
writeFileSync(new URL('../docs/workbook.md', import.meta.url), workbookPage());
const access = new URL('../docs/access.md', import.meta.url);
writeFileSync(access, accessPage(readFileSync(access, 'utf8')));
const briefing = new URL('../docs/briefing.md', import.meta.url);
writeFileSync(briefing, briefingPage(readFileSync(briefing, 'utf8')));
writeFileSync(new URL('../docs/registers.md', import.meta.url), registersPage());
const generated = new URL('../services/api/catalogue/generated/', import.meta.url);
mkdirSync(generated, { recursive: true });
writeFileSync(new URL('worked-examples.json', generated), catalogueExamples());
