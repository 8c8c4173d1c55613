import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { type LoadOptions, loadFiles } from '@union/intake/load.ts';
import { undoTables } from '@union/intake/registers/undo-tables.ts';
import type { LoadReport } from '@union/intake/report.ts';
import { findSheet } from '@union/intake/sheets/sheets.ts';
import { writeWorkbook } from '@union/intake/workbook/write-workbook.ts';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { County } from './county.ts';

/** The day of loading in these tests. */
export const TODAY = '2026-11-21';

let folder: string | undefined;
let files = 0;

/** A path in a folder that is removed when the tests of the file are over. */
export function temporary(name: string): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'intake-'));
    folder = made;
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  }
  return join(folder, name);
}

/** Writes a workbook and, when asked, changes cells of it in ways that `writeWorkbook` would not write. */
export async function workbookOf(rows: County, change?: (workbook: Workbook) => void): Promise<string> {
  const path = temporary(`${files++}.xlsx`);
  await writeWorkbook(path, rows);
  if (change) {
    const workbook = new Workbook();
    await workbook.xlsx.readFile(path);
    change(workbook);
    await workbook.xlsx.writeFile(path);
  }
  return path;
}

/** Writes a text file as it is. */
export function textFile(name: string, content: string | Uint8Array): string {
  const path = temporary(name);
  writeFileSync(path, content);
  return path;
}

/** The sheet of a register in a workbook. */
export function worksheet(workbook: Workbook, key: string): Worksheet {
  const found = workbook.getWorksheet(findSheet(key)?.zh ?? '');
  if (!found) throw new Error(`no sheet ${key}`);
  return found;
}

/** Loads (or checks) one file. */
export async function take(database: Database, file: string, options: Partial<LoadOptions> = {}): Promise<LoadReport> {
  const [report] = await loadFiles(database, [file], { loadedBy: 'tester', today: TODAY, ...options });
  if (!report) throw new Error('no report');
  return report;
}

/** The problems as `code cell`, in the order of the report. */
export function broken(report: LoadReport): string[] {
  return report.problems.map(({ code, cell, sheet }) => `${code} ${cell ?? sheet ?? ''}`.trim());
}

/** Every row of every table that intake writes, as JSON. */
export async function everything({ db }: Database): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  // The platform brings light rules of its own.
  for (const name of undoTables.map(({ table }) => table).filter((table) => !table.startsWith('light_'))) {
    const { rows } = await sql<{ row: unknown }>`
      select to_jsonb(t) as row from ${sql.table(name)} t order by to_jsonb(t)::text
    `.execute(db);
    content[name] = rows.map(({ row }) => row);
  }
  return content;
}
