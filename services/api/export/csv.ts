import { type Batch, bilingual, type Cell, type ExportRows } from './rows.ts';

const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet would take for a formula when a text begins with it. */
const FORMULA = /^[=+\-@\t\r]/;
const SPECIAL = /[",\r\n]/;

/** Rows as RFC 4180, UTF-8, with names in the first line. @param hasMark begins with a byte order mark, for Excel. */
export async function* writeCsv(rows: ExportRows, hasMark: boolean): AsyncGenerator<string> {
  const { columns, batches, notice } = rows;
  yield `${hasMark ? BYTE_ORDER_MARK : ''}${columns.map(({ name }) => name).join(',')}\r\n`;
  const texts = columns.map(({ type }) => type === 'text');
  // Columns repeat themselves from row to row.
  const before = columns.map((): Written => ({ cell: null, text: '' }));
  for await (const batch of batches) yield linesOf(batch, texts, before);
  const cut = notice();
  // In the first column, which is a text: no number of any reader becomes one.
  if (cut) yield `${cellOf(bilingual(cut), true)}${','.repeat(columns.length - 1)}\r\n`;
}

/** The cell that was last written of a column, and how. */
type Written = { cell: Cell; text: string };

function linesOf({ rowCount, columns }: Batch, texts: readonly boolean[], before: readonly Written[]): string {
  let lines = '';
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columns.length; column++) {
      if (column > 0) lines += ',';
      const cell = columns[column]?.[row] ?? null;
      const last = before[column] as Written;
      if (cell !== last.cell) {
        last.cell = cell;
        last.text = cellOf(cell, texts[column] === true);
      }
      lines += last.text;
    }
    lines += '\r\n';
  }
  return lines;
}

/** A cell; a text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function cellOf(value: Cell, isText: boolean): string {
  if (value === null) return '';
  if (!isText || typeof value !== 'string') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
