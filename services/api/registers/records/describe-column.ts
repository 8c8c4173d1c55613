import type { ColumnSpec, Words } from '@union/intake/sheets/column.ts';
import { measureOf, sourceOf } from '@union/intake/sheets/describe.ts';
import { type RecordRegister, recordRegister } from '@union/registers/record-registers.ts';
import { isFilled } from './column-fields.ts';

/** What a field that holds a column says of it, in one form: name, remark, unit and range, null's meaning, source. */
export function describeField(described: RecordRegister, column: ColumnSpec): string {
  const { sheet } = described.register;
  const label = isFilled(described, column) ? '留空即 left empty' : '空 null';
  const meaning = column.empty && `${label}: ${column.empty.zh} · ${column.empty.en}.`;
  return sentences(nameOf(column), meaning, `来源 source: ${sourceOf(sheet, column)}.`);
}

/** The same by the names of the table and of the column in its sheet, for types that are written by hand. */
export function describeColumnOf(table: string, key: string): string {
  return describeField(recordRegister(table), columnOf(table, key));
}

/** What a field says in words of its own, with the column that it comes from. */
export function fromColumn(table: string, key: string, words: string): string {
  const { sheet } = recordRegister(table).register;
  return `${words} 来源 source: ${sourceOf(sheet, columnOf(table, key))}.`;
}

/** @throws when the sheet has no such column, which is a fault of the code. */
function columnOf(table: string, key: string): ColumnSpec {
  const column = recordRegister(table).register.sheet.columns.find((each) => each.key === key);
  if (!column) throw new Error(`the sheet of ${table} has no column ${key}`);
  return column;
}

/** What leads to another row; it may be null although its column is filled, where the other register is closed. */
export function describeRelation(
  { register: { sheet } }: RecordRegister,
  column: ColumnSpec,
  nullable: boolean,
): string {
  const empty = column.empty ? `${column.empty.zh}；或无权查看 · ${column.empty.en}; or out` : '无权查看 · out';
  const meaning = nullable ? `空 null: ${empty} of your sight.` : undefined;
  return sentences(nameOf(column), meaning, `来源 source: ${sourceOf(sheet, column)}.`);
}

/** What an input field says; `absent`: what holds without it, undefined where it must be given. */
export function describeInput(column: ColumnSpec, absent: Words | undefined): string {
  return sentences(nameOf(column), absent && `缺省 absent: ${absent.zh} · ${absent.en}.`);
}

/** What an input field of a correction says. */
export function describeCorrection(column: ColumnSpec): string {
  const emptied = column.empty && `空 null: ${column.empty.zh} · ${column.empty.en}.`;
  return sentences(nameOf(column), '缺省 absent: 不变 · unchanged.', emptied);
}

/** Name, remark, and of a number its unit and range. */
function nameOf(column: ColumnSpec): string {
  const { zh, en, remark } = column;
  const measure = measureOf(column.type);
  return sentences(
    `${zh} · ${en}.`,
    remark && `${remark.zh} ${remark.en}`,
    measure && `单位 unit: ${measure.unit.zh} ${measure.unit.en}, ${measure.range}.`,
  );
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
