import type { ProblemList } from '../problems/problem-list.ts';
import type { ColumnSpec, SheetSpec } from '../sheets/column.ts';
import type { SourceRow } from '../source/source.ts';
import { isBlank, shown } from '../values/typed-text.ts';
import { columnLetter } from '../workbook/layout.ts';
import { columnNamed } from './recognise.ts';

/** Where the columns of a sheet stand in a file. */
export type Header = {
  /** By position in the row, from 0; undefined where no known column stands. */
  readonly columns: readonly (ColumnSpec | undefined)[];
  /** Keys of the columns that the file has. */
  readonly present: ReadonlySet<string>;
};

/** Reads the header row, and reports columns that are unknown, missing or there twice. Undefined: there is no header at all. */
export function readHeader(
  spec: SheetSpec,
  sheet: string,
  row: SourceRow | undefined,
  problems: ProblemList,
): Header | undefined {
  const cells = row?.values ?? [];
  const columns = cells.map((cell) => columnNamed(spec, cell));
  if (row?.number !== 1 || columns.every((column) => !column)) {
    problems.add('HEADER_MISSING', { sheet, row: 1 });
    return undefined;
  }
  const present = new Set<string>();
  const used = columns.map((column, index) => {
    const place = { sheet, row: 1, cell: `${columnLetter(index + 1)}1` };
    const name = shown(cells[index] ?? null);
    if (!column) {
      if (!isBlank(cells[index] ?? null)) {
        problems.add('COLUMN_UNKNOWN', { ...place, column: name, value: name }, { name, sheet: spec.zh });
      }
      return undefined;
    }
    if (present.has(column.key)) {
      problems.add(
        'COLUMN_TWICE',
        { ...place, column: column.zh, value: name },
        { name: column.zh, nameEn: column.en },
      );
      return undefined;
    }
    present.add(column.key);
    return column;
  });
  for (const column of spec.columns) {
    if (column.required && !present.has(column.key)) {
      problems.add('COLUMN_MISSING', { sheet, row: 1, column: column.zh }, { name: column.zh, nameEn: column.en });
    }
  }
  return { columns: used, present };
}
