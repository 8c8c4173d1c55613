import { setImmediate as breathe } from 'node:timers/promises';
import { WorkbookWriter } from '@cj-tech-master/excelts';
import { codeLists } from '../sheets/code-lists.ts';
import type { ColumnSpec, SheetSpec } from '../sheets/column.ts';
import { findSheet, sheets } from '../sheets/sheets.ts';
import {
  boxedNote,
  cellFormat,
  codesSheetName,
  columnWidth,
  dropDowns,
  headerFont,
  headerNote,
  headerStyle,
} from './layout.ts';

/** One row by column key. Days are `YYYY-MM-DD`, shares fractions, codes the stored ones; null or absent is an empty cell. */
export type WorkbookRow = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Rows by sheet key; only the sheets named here are written, in load order. */
export type WorkbookRows = Readonly<Record<string, Iterable<WorkbookRow> | AsyncIterable<WorkbookRow>>>;

/** Rows written before the stream below gets time to drain. */
const ROWS_AT_A_TIME = 2000;

/**
 * Writes a workbook of the template's layout with `rows` and no example row. Codes are written by their Chinese
 * names, yes and no as 是 and 否, days as dates. Rows are streamed: memory does not grow with their number.
 * @throws RangeError when a sheet or a column is not of the template.
 */
export async function writeWorkbook(path: string, rows: WorkbookRows): Promise<void> {
  const unknown = Object.keys(rows).filter((key) => !findSheet(key));
  if (unknown.length > 0) throw new RangeError(`no sheet has the key ${unknown.join(', ')}`);
  const writer = new WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  for (const sheet of sheets) {
    const content = rows[sheet.key];
    if (content) await writeSheet(writer, sheet, content);
  }
  writeCodes(writer);
  await writer.commit();
}

/** Adds a sheet with its header, notes, formats and drop-down lists; rows follow from row 2. */
export function addSheet(writer: WorkbookWriter, sheet: SheetSpec) {
  const worksheet = writer.addWorksheet(sheet.zh, { views: [{ state: 'frozen', ySplit: 1 }] });
  worksheet.columns = sheet.columns.map((column) => {
    const numFmt = cellFormat(column);
    return { header: column.zh, key: column.key, width: columnWidth(column), ...(numFmt ? { style: { numFmt } } : {}) };
  });
  sheet.columns.forEach((column, index) => {
    const cell = worksheet.getCell(1, index + 1);
    cell.style = { ...headerStyle, font: headerFont(column) };
    cell.note = boxedNote(headerNote(column));
  });
  for (const { cells, validation } of dropDowns(sheet)) worksheet.dataValidations.add(cells, validation);
  return worksheet;
}

async function writeSheet(
  writer: WorkbookWriter,
  sheet: SheetSpec,
  rows: Iterable<WorkbookRow> | AsyncIterable<WorkbookRow>,
): Promise<void> {
  const worksheet = addSheet(writer, sheet);
  worksheet.getRow(1).commit();
  const known = new Set(sheet.columns.map((column) => column.key));
  let written = 0;
  for await (const row of rows) {
    for (const key in row) {
      if (!known.has(key)) throw new RangeError(`the sheet ${sheet.key} has no column ${key}`);
    }
    worksheet.addRow(sheet.columns.map((column) => cellValue(column, row[column.key]))).commit();
    written += 1;
    if (written % ROWS_AT_A_TIME === 0) await breathe();
  }
  worksheet.commit();
}

function cellValue(column: ColumnSpec, value: string | number | boolean | null | undefined) {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (column.type.kind === 'code') return column.type.list[String(value)]?.zh ?? value;
  if (column.type.kind === 'day') return new Date(`${value}T00:00:00Z`);
  return value;
}

/** Adds the sheet of codes, which the drop-down lists point at: three columns a list, entries from row 3. */
export function writeCodes(writer: WorkbookWriter): void {
  const worksheet = writer.addWorksheet(codesSheetName, { views: [{ state: 'frozen', ySplit: 2 }] });
  const longest = Math.max(...codeLists.map(({ list }) => Object.keys(list).length));
  worksheet.addRow(codeLists.flatMap(({ zh, en }) => [zh, en, null])).commit();
  worksheet.addRow(codeLists.flatMap(() => ['代码 code', '名称 name', 'English'])).commit();
  for (let index = 0; index < longest; index++) {
    const cells = codeLists.flatMap(({ list }) => {
      const entry = Object.entries(list)[index];
      return entry ? [entry[0], entry[1].zh, entry[1].en] : [null, null, null];
    });
    worksheet.addRow(cells).commit();
  }
  worksheet.commit();
}
