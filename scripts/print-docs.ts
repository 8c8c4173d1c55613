import { writeFileSync } from 'node:fs';
import { definitionsPage } from './definitions-page.ts';
import { workbookPage } from './workbook-page.ts';

/** Writes the pages of `docs/` that are made from code. A test fails when a committed page differs. */
writeFileSync(new URL('../docs/definitions.md', import.meta.url), await definitionsPage());
writeFileSync(new URL('../docs/workbook.md', import.meta.url), workbookPage());
