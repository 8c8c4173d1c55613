import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { WorkbookWriter, type WorksheetWriter } from '@cj-tech-master/excelts';
import { bilingual, type Cell, type ColumnType, type ExportRows } from './rows.ts';

/** Rows that a sheet of a workbook has at most: the header, and the row that tells of the limit, among them. */
export const SHEET_ROWS = 1_048_576;
/** Characters that a cell holds at most. */
const CELL = 32_767;

const formats: Partial<Record<ColumnType, string>> = {
  text: '@',
  day: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm:ss',
  integer: '0',
};
const widths: Readonly<Record<ColumnType, number>> = {
  ...{ text: 22, integer: 14, float: 12, boolean: 10, day: 12, instant: 20 },
};

/**
 * Rows as a workbook with three sheets: data, definitions, publication. Cells are typed: numbers, days, yes and no; a text is
 * a text, never a formula. Rows beyond what a sheet holds are left out, which its last row and the third sheet say.
 * @param most rows of the sheet at most, for tests.
 */
export async function* writeXlsx(rows: ExportRows, most = SHEET_ROWS): AsyncGenerator<Uint8Array> {
  const out = new PassThrough({ highWaterMark: 1 << 20 });
  const written = write(rows, out, most).catch((error: unknown) => {
    out.destroy(error as Error);
  });
  try {
    yield* out as AsyncIterable<Uint8Array>;
    await written;
  } finally {
    // Who stops reading ends the writing, and that ends the statement.
    out.destroy();
  }
}

async function write(
  { columns, batches, rowCount, notice, about }: ExportRows,
  out: PassThrough,
  most: number,
): Promise<void> {
  const createdAt = new Date(about.createdAt);
  const writer = new WorkbookWriter({
    ...{ stream: out as never, useStyles: true, useSharedStrings: false, created: createdAt, modified: createdAt },
  });
  const data = writer.addWorksheet('数据', { views: [{ state: 'frozen', ySplit: 1 }] });
  data.columns = columns.map(({ name, type }) => {
    return { header: name, key: name, width: widths[type] };
  });
  data.getRow(1).font = { bold: true };
  data.getRow(1).commit();
  // One object for all cells of a column: the writer works a style out once.
  const plain = {};
  const styles = columns.map(({ type }) => (formats[type] === undefined ? plain : { numFmt: formats[type] }));
  let count = 1;
  let left = 0;
  for await (const batch of batches) {
    if (out.destroyed) return;
    // One row is kept for what is said of the others.
    const taken = Math.min(batch.rowCount, most - 1 - count);
    for (let row = 0; row < taken; row++) {
      const added = data.getRow(count + row + 1);
      added.style = plain;
      for (let column = 0; column < columns.length; column++) {
        const value = batch.columns[column]?.[row] ?? null;
        if (value === null) continue;
        const cell = added.getCell(column + 1);
        cell.style = styles[column] ?? plain;
        cell.value = cellOf(value, columns[column]?.type ?? 'text');
      }
      added.commit();
    }
    count += taken;
    left += batch.rowCount - taken;
    if (left > 0 && rowCount !== undefined) {
      left = rowCount - (count - 1);
      break;
    }
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')]);
    else await breathe();
  }
  const limits = [notice(), left > 0 ? beyond(most, left) : undefined].flatMap((words) => words ?? []);
  for (const words of limits.slice(0, 1)) data.addRow([bilingual(words)]).commit();
  data.commit();
  writePairs(writer.addWorksheet('口径'), about.definitions);
  writePairs(writer.addWorksheet('发布'), [
    ...about.origin,
    ...limits.map((words) => ['未列出的行 rows left out', bilingual(words)] as const),
  ]);
  await writer.commit();
}

function beyond(most: number, left: number) {
  return {
    zh: `另有 ${left} 行未列出：一张工作表最多 ${most} 行；请用 CSV、Parquet、Arrow 或 JSON Lines 获取全部`,
    en: `${left} more rows are left out: a sheet has ${most} rows at most; take all of them as CSV, Parquet, Arrow or JSON lines`,
  };
}

function writePairs(sheet: WorksheetWriter, pairs: readonly (readonly [string, string])[]): void {
  sheet.columns = [
    { header: '项目 item', key: 'item', width: 30, style: { numFmt: '@' } },
    { header: '内容 content', key: 'content', width: 110, style: { numFmt: '@', alignment: { wrapText: true } } },
  ];
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  for (const [item, content] of pairs) sheet.addRow([item, content.slice(0, CELL)]).commit();
  sheet.commit();
}

function cellOf(cell: Cell, type: ColumnType) {
  if (cell === null) return null;
  if (type === 'day') return new Date(`${cell}T00:00:00Z`);
  if (type === 'instant') return new Date(String(cell));
  return typeof cell === 'string' ? cell.slice(0, CELL) : cell;
}
