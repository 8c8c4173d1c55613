import type { Session } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { ProblemList } from '../problems/problem-list.ts';
import type { ColumnSpec, SheetSpec } from '../sheets/column.ts';
import type { SourceRow, SourceSheet } from '../source/source.ts';
import { Fault } from '../values/fault.ts';
import { type ParseContext, parseCell } from '../values/parse-cell.ts';
import { isBlank, shown } from '../values/typed-text.ts';
import { columnLetter, exampleMark } from '../workbook/layout.ts';
import { readHeader } from './header.ts';

/** A sheet whose rows stand in a temporary table, ready to be checked and merged. */
export type Staged = {
  readonly spec: SheetSpec;
  /** Name of the sheet as it stands in the file. */
  readonly name: string;
  /** Keys of the columns that the file has; of the others nothing is said. */
  readonly present: ReadonlySet<string>;
  /** Letter of each column in the file, by key. */
  readonly letters: ReadonlyMap<string, string>;
  readonly rows: number;
};

/** The temporary table of a sheet: `row_no`, then one typed column a column of the sheet. */
export const stageTable = (sheetKey: string) => `stage_${sheetKey}`;

const COPY_CHARACTERS = 1 << 16;

/** PostgreSQL type in which a column is staged; yuan are whole cents. */
function stagedType(column: ColumnSpec): string {
  switch (column.type.kind) {
    case 'day':
      return 'date';
    case 'integer':
      return 'integer';
    case 'yuan':
      return 'bigint';
    case 'decimal':
    case 'percent':
    case 'percent_or_number':
      return 'numeric';
    case 'yes_no':
      return 'boolean';
    default:
      return 'text';
  }
}

/**
 * Reads one sheet of a file into a temporary table and reports every wrong cell. A wrong cell is staged as null, so
 * that the rest of its row is still checked. Rows are streamed; none is kept.
 * @returns undefined when the sheet has no header and so nothing could be read.
 */
export async function stageSheet(
  session: Session,
  spec: SheetSpec,
  source: SourceSheet,
  context: ParseContext,
  problems: ProblemList,
  onRows: (rows: number) => void,
): Promise<Staged | undefined> {
  const batches = source.rows[Symbol.asyncIterator]();
  const first = await batches.next();
  const firstBatch = first.done ? [] : first.value;
  const header = readHeader(spec, source.name, firstBatch[0], problems);
  if (!header) {
    for (let next = first; !next.done; next = await batches.next());
    reportMerged(source, problems);
    return undefined;
  }
  const letters = new Map<string, string>();
  header.columns.forEach((column, index) => {
    if (column) letters.set(column.key, columnLetter(index + 1));
  });
  const table = stageTable(spec.key);
  await sql.raw(`drop table if exists pg_temp.${table}`).execute(session.db);
  await sql
    .raw(
      `create temp table ${table} (row_no integer, ${spec.columns
        .map((column) => `${column.key} ${stagedType(column)}`)
        .join(', ')}) on commit drop`,
    )
    .execute(session.db);

  const reader = new RowReader(spec, source.name, header.columns, context, problems);
  async function* lines(): AsyncGenerator<Buffer> {
    let pending = '';
    for (let next = first; !next.done; next = await batches.next()) {
      for (const row of next.value) {
        if (row.number === 1) continue;
        pending += reader.line(row);
        if (pending.length < COPY_CHARACTERS) continue;
        yield Buffer.from(pending);
        pending = '';
      }
      onRows(reader.rows);
    }
    if (pending) yield Buffer.from(pending);
  }
  const columns = ['row_no', ...spec.columns.map((column) => column.key)];
  await session.copyIn(`pg_temp.${table} (${columns.join(', ')})`, lines());
  reportMerged(source, problems);
  await sql.raw(`analyze pg_temp.${table}`).execute(session.db);
  return { spec, name: source.name, present: header.present, letters, rows: reader.rows };
}

/** Turns rows into lines of COPY's CSV format. */
class RowReader {
  rows = 0;
  private readonly sheet: string;
  private readonly context: ParseContext;
  private readonly problems: ProblemList;
  /** In the order of the staged columns: the column and where it stands in the file, -1 when it is not there. */
  private readonly columns: readonly { column: ColumnSpec; index: number }[];
  private readonly columnAt: readonly (ColumnSpec | undefined)[];
  private readonly unnamedReported = new Set<number>();

  constructor(
    spec: SheetSpec,
    sheet: string,
    columnAt: readonly (ColumnSpec | undefined)[],
    context: ParseContext,
    problems: ProblemList,
  ) {
    this.sheet = sheet;
    this.context = context;
    this.problems = problems;
    this.columnAt = columnAt;
    this.columns = spec.columns.map((column) => ({ column, index: columnAt.indexOf(column) }));
  }

  /** The row as one line with its end; empty for a blank row and for the example row. */
  line({ number, values }: SourceRow): string {
    if (values.every(isBlank)) return '';
    const first = values[0];
    if (typeof first === 'string' && first.trimStart().startsWith(exampleMark)) return '';
    this.rows += 1;
    this.reportUnnamed(number, values);
    let line = String(number);
    for (const { column, index } of this.columns) {
      line += ',';
      if (index < 0) continue;
      const value = values[index] ?? null;
      const parsed = parseCell(column, value, this.context);
      if (parsed instanceof Fault) {
        this.problems.add(
          parsed.code,
          {
            sheet: this.sheet,
            row: number,
            column: column.zh,
            cell: `${columnLetter(index + 1)}${number}`,
            value: shown(value),
          },
          parsed.details,
        );
      } else if (parsed !== null) line += quoted(parsed);
    }
    return `${line}\n`;
  }

  private reportUnnamed(number: number, values: SourceRow['values']): void {
    if (values.length <= this.columnAt.length && !this.columnAt.includes(undefined)) return;
    for (let index = 0; index < values.length; index++) {
      if (this.columnAt[index] || this.unnamedReported.has(index) || isBlank(values[index] ?? null)) continue;
      this.unnamedReported.add(index);
      this.problems.add('COLUMN_UNNAMED', {
        sheet: this.sheet,
        row: number,
        cell: `${columnLetter(index + 1)}${number}`,
        value: shown(values[index] ?? null),
      });
    }
  }
}

function quoted(text: string): string {
  return /[",\r\n\\]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function reportMerged({ name, merged }: SourceSheet, problems: ProblemList): void {
  for (const range of merged) {
    const cell = range.split(':')[0] ?? range;
    const row = Number(cell.replace(/^[A-Z]+/, ''));
    problems.add(row === 1 ? 'HEADER_MERGED' : 'CELL_MERGED', { sheet: name, row, cell }, { range });
  }
}
