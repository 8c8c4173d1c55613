import type { Session } from '@union/schema/db/database.ts';
import type { ProblemList } from '../problems/problem-list.ts';
import type { SheetSpec } from '../sheets/column.ts';
import { findSheet } from '../sheets/sheets.ts';
import type { Source, SourceRow, SourceSheet } from '../source/source.ts';
import type { ParseContext } from '../values/parse-cell.ts';
import { isBlank } from '../values/typed-text.ts';
import { isExplanation, recogniseCsv, sheetNamed } from './recognise.ts';
import { type Staged, stageSheet } from './stage.ts';

/**
 * Reads every sheet of a file into its temporary table, by sheet key; reports sheets that are not known or there twice.
 * @param csvSheet key of the sheet that a CSV file holds; otherwise header and file name tell.
 * @param onProgress hears the Chinese name of the register, the rows read of the file, and the share of it that was read.
 */
export async function stageFile(
  session: Session,
  source: Source,
  csvSheet: string | undefined,
  context: ParseContext,
  problems: ProblemList,
  onProgress: (sheet: string, rows: number, read: number) => void,
): Promise<Map<string, Staged>> {
  const staged = new Map<string, Staged>();
  const seen = new Set<string>();
  let rowsBefore = 0;
  for await (const raw of source.sheets) {
    if (source.format === 'xlsx' && isExplanation(raw.name)) continue;
    const { spec, sheet } = await recognise(source.format, raw, csvSheet);
    problems.sheets.push(sheet.name);
    if (!spec) {
      if (await hasContent(sheet)) problems.add('SHEET_UNKNOWN', { sheet: raw.name }, { name: raw.name });
      continue;
    }
    if (seen.has(spec.key)) {
      problems.add('SHEET_TWICE', { sheet: raw.name }, { name: raw.name });
      continue;
    }
    seen.add(spec.key);
    const before = rowsBefore;
    const result = await stageSheet(session, spec, sheet, context, problems, (rows) =>
      onProgress(spec.zh, before + rows, source.readShare()),
    );
    if (!result) continue;
    staged.set(spec.key, result);
    rowsBefore += result.rows;
  }
  return staged;
}

/** Which register a sheet is. For CSV the header is looked at first, and the sheet handed back with its rows whole. */
async function recognise(
  format: Source['format'],
  sheet: SourceSheet,
  key: string | undefined,
): Promise<{ spec: SheetSpec | undefined; sheet: SourceSheet }> {
  if (format === 'xlsx') return { spec: sheetNamed(sheet.name), sheet };
  const rows = sheet.rows[Symbol.asyncIterator]();
  const first = await rows.next();
  const header = first.done ? [] : (first.value[0]?.values ?? []);
  const spec = key === undefined ? recogniseCsv(sheet.name, header) : findSheet(key);
  async function* whole(): AsyncGenerator<readonly SourceRow[]> {
    for (let next = first; !next.done; next = await rows.next()) yield next.value;
  }
  return { spec, sheet: { ...sheet, name: spec?.zh ?? sheet.name, rows: whole() } };
}

/** Whether a sheet holds anything; programs add empty sheets to new workbooks. */
async function hasContent(sheet: SourceSheet): Promise<boolean> {
  for await (const rows of sheet.rows) {
    if (rows.some(({ values }) => !values.every(isBlank))) return true;
  }
  return false;
}
