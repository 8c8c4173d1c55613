import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWorkbook } from '@union/intake/workbook/write-workbook.ts';
import { county } from './county.ts';
import { writeTenFaults } from './ten-faults.ts';

/** Writes the fixtures anew: by hand, when the layout of the workbook changes. Needs LibreOffice. */
const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fixtures-'));
const made = join(folder, 'county.xlsx');
await writeWorkbook(made, county());
execFileSync('soffice', [
  '--headless',
  `-env:UserInstallation=file://${folder}/profile`,
  '--convert-to',
  'xlsx:Calc MS Excel 2007 XML',
  '--outdir',
  join(folder, 'out'),
  made,
]);
renameSync(join(folder, 'out', 'county.xlsx'), join(fixtures, 'county-libreoffice.xlsx'));
await writeTenFaults(join(fixtures, '十处错误.xlsx'));
rmSync(folder, { recursive: true });
