import type { ProblemList } from '../problems/problem-list.ts';
import { openSource } from '../source/open-source.ts';
import type { SourceRow } from '../source/source.ts';
import { shown } from '../values/typed-text.ts';
import { columnLetter } from '../workbook/layout.ts';

/** Cells that are asked for, by row, and what each holds once it was read; null when nothing stands in it. */
type Wanted = Map<number, Map<string, string | null>>;

/**
 * Puts into the problems kept from `first` on what their cells hold in the file. Rules over the whole file see values as
 * they were understood: `independent` where 单独建会 stands, cents for yuan. The file is read again, up to the last such row.
 */
export async function showAsWritten(path: string, problems: ProblemList, first: number): Promise<void> {
  const bySheet = new Map<string | null, Wanted>();
  for (const { sheet, row, cell } of problems.kept.slice(first)) {
    if (row === null || cell === null) continue;
    const wanted = bySheet.get(sheet) ?? new Map();
    bySheet.set(sheet, wanted);
    wanted.set(row, (wanted.get(row) ?? new Map()).set(cell, null));
  }
  const source = await openSource(path);
  try {
    let left = bySheet.size;
    for await (const { name, rows } of source.sheets) {
      // The one sheet of a CSV file goes by the name of its register.
      const wanted = source.format === 'csv' ? [...bySheet.values()][0] : bySheet.get(name);
      if (!wanted) continue;
      await readCells(rows, wanted);
      left -= 1;
      if (left === 0) break;
    }
  } finally {
    await source.close();
  }
  for (const [at, problem] of problems.kept.entries()) {
    const value = bySheet
      .get(problem.sheet)
      ?.get(problem.row ?? 0)
      ?.get(problem.cell ?? '');
    if (at >= first && value !== undefined) problems.kept[at] = { ...problem, value };
  }
}

async function readCells(batches: AsyncIterable<readonly SourceRow[]>, wanted: Wanted): Promise<void> {
  const last = Math.max(...wanted.keys());
  for await (const rows of batches) {
    for (const { number, values } of rows) {
      const cells = wanted.get(number);
      if (!cells) continue;
      for (const [index, value] of values.entries()) {
        const cell = `${columnLetter(index + 1)}${number}`;
        if (cells.has(cell)) cells.set(cell, shown(value) || null);
      }
    }
    if ((rows.at(-1)?.number ?? 0) >= last) return;
  }
}
