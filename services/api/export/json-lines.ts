import type { ExportRows } from './rows.ts';

/** Rows as an object a line, with every column in each. A limit that left rows out is told in a last line, `{"notice":…}`. */
export async function* writeJsonLines({ columns, batches, notice }: ExportRows): AsyncGenerator<string> {
  const names = columns.map(({ name }) => JSON.stringify(name));
  for await (const batch of batches) {
    let lines = '';
    for (let row = 0; row < batch.rowCount; row++) {
      lines += '{';
      for (let column = 0; column < names.length; column++) {
        lines += `${column > 0 ? ',' : ''}${names[column]}:${JSON.stringify(batch.columns[column]?.[row] ?? null)}`;
      }
      lines += '}\n';
    }
    yield lines;
  }
  const cut = notice();
  if (cut) yield `${JSON.stringify({ notice: cut })}\n`;
}
