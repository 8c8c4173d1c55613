import type { ColumnSpec } from '@union/intake/sheets/column.ts';
import { describeType } from '@union/intake/sheets/describe.ts';
import type { Values } from '@union/registers/known-record.ts';
import type { RecordRegister } from '@union/registers/record-registers.ts';
import type { Difference, FieldSpec, RegisterSpec, Texts } from './shapes.ts';

/** A register as a form needs it. */
export function describeRegister({ register: { sheet }, name, ends, endsWith, begins }: RecordRegister): RegisterSpec {
  return {
    name,
    zh: sheet.zh,
    en: sheet.en,
    note: sheet.note,
    fields: sheet.columns.map((column) => describeField(column, column.required, sheet.rowKey.includes(column.key))),
    endFields: ends === undefined ? null : [...endsWith],
    hasPeriods: name === 'enterprise' || (begins !== undefined && ends !== undefined),
  };
}

/** A column as a field of a form. */
export function describeField(column: ColumnSpec, required: boolean, isKey: boolean): FieldSpec {
  const { key, zh, en, type, remark, note } = column;
  const more = required ? remark : note;
  const said = describeType(type);
  const own = type.kind === 'code' || type.kind === 'day' || type.kind === 'yes_no' ? { zh: '', en: '' } : said;
  return {
    ...{ key, zh, en, kind: type.kind, required, isKey },
    hint: {
      zh: [own.zh, more?.zh].filter(Boolean).join('。'),
      en: [own.en, more?.en].filter(Boolean).join('. '),
    },
    maxLength: type.kind === 'text' ? type.maxLength : null,
    of: type.kind === 'reference' ? type.to : null,
    options: type.kind === 'code' ? Object.entries(type.list).map(([code, words]) => ({ code, ...words })) : null,
  };
}

/** Values as a cell would hold them. */
export function textsOf({ register: { sheet } }: RecordRegister, values: Values): Texts {
  return Object.fromEntries(sheet.columns.map(({ key }) => [key, textOf(values[key])]));
}

/** What differs, in the order of the sheet; codes by their names. */
export function differencesOf({ register: { sheet } }: RecordRegister, before: Values, after: Values): Difference[] {
  return sheet.columns.flatMap((column) => {
    const { key, zh, en } = column;
    const [was, is] = [wordOf(column, before[key]), wordOf(column, after[key])];
    return was === is ? [] : [{ zh, en, before: was, after: is }];
  });
}

/** A value for reading: a code with its Chinese name. */
export function wordOf({ type }: ColumnSpec, value: unknown): string | null {
  const text = textOf(value);
  if (text === null || type.kind !== 'code') return text;
  const words = type.list[text];
  return words ? `${words.zh} ${text}` : text;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? '是' : '否';
  return String(value);
}
