import type { Cell, ExportRows } from './rows.ts';

/** Rows as an object a line, with every column in each. A limit that left rows out is told in a last line, `{"notice":…}`. */
export async function* writeJsonLines({ columns, batches, notice }: ExportRows): AsyncGenerator<string> {
  const names = columns.map(({ name }, at) => `${at > 0 ? ',' : '{'}${JSON.stringify(name)}:`);
  // Columns repeat themselves from row to row.
  const before: { cell: Cell; text: string }[] = columns.map(() => ({ cell: null, text: 'null' }));
  for await (const batch of batches) {
    let lines = '';
    for (let row = 0; row < batch.rowCount; row++) {
      for (let column = 0; column < names.length; column++) {
        const cell = batch.columns[column]?.[row] ?? null;
        const last = before[column] as { cell: Cell; text: string };
        if (cell !== last.cell) {
          last.cell = cell;
          last.text = JSON.stringify(cell);
        }
        lines += names[column] + last.text;
      }
      lines += '}\n';
    }
    yield lines;
  }
  const cut = notice();
  if (cut) yield `${JSON.stringify({ notice: cut })}\n`;
}
