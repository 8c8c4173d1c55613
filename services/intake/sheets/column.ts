import type { CodeList } from '@union/schema/codes.ts';
import type { UnitName } from './units.ts';

/** A sentence in both languages. */
export type Words = { readonly zh: string; readonly en: string };

/** What a cell of a column may hold. */
export type ColumnType =
  /** Free text, kept as typed apart from stray spaces and full-width letters and digits. */
  | { readonly kind: 'text'; readonly maxLength: number }
  /** A code of our own: capitals, digits and what `pattern` allows; spaces are dropped. */
  | { readonly kind: 'identifier'; readonly pattern: RegExp; readonly form: Words }
  /** One entry of a code list, by its stored code or its Chinese or English name. */
  | { readonly kind: 'code'; readonly list: CodeList }
  /** A calendar day; `past`: not later than the day of loading. */
  | { readonly kind: 'day'; readonly past: boolean }
  | { readonly kind: 'integer'; readonly unit: UnitName; readonly min: number; readonly max: number }
  /** A score or the like with at most `scale` decimals. */
  | {
      readonly kind: 'decimal';
      readonly unit: UnitName;
      readonly scale: number;
      readonly min: number;
      readonly max: number;
    }
  /** A share, typed as 85% or 0.85; stored as a fraction from 0 to 1 with at most six decimals. */
  | { readonly kind: 'percent' }
  /** A share as above, or the value of a metric that is no share, such as a count of 42. */
  | { readonly kind: 'percent_or_number' }
  /** An amount in yuan with at most two decimals; stored as integer cents. Never 0, and negative only where it reverses another. */
  | { readonly kind: 'yuan'; readonly reverses: boolean }
  | { readonly kind: 'yes_no' }
  /** A unified social credit code; `leading`: what it must begin with. */
  | { readonly kind: 'credit_code'; readonly leading?: string }
  /** The key of a row of another sheet, in the same file or already in the registers. */
  | { readonly kind: 'reference'; readonly to: string };

export type ColumnSpec = {
  /** Name in code, in the English note of the header, and accepted as a header. */
  readonly key: string;
  /** The header. */
  readonly zh: string;
  readonly en: string;
  /** What to write, beyond what the type and `empty` say; undefined when there is nothing to add. */
  readonly remark: Words | undefined;
  /** The remark and what an empty cell means, in sentences; undefined when there is nothing to say. */
  readonly note: Words | undefined;
  readonly type: ColumnType;
  /** What the example row of the template shows, as a person would type it; empty: left blank. */
  readonly example: string;
} & Filling;

/** A cell is always filled, or `empty` says what one that is not means: a phrase without a full stop. */
type Filling =
  | { readonly required: true; readonly empty: undefined }
  | { readonly required: false; readonly empty: Words };

export type SheetSpec = {
  /** Name in code, also accepted as the name of the sheet or of a CSV file. */
  readonly key: string;
  /** Name of the sheet. */
  readonly zh: string;
  readonly en: string;
  /** What one row is. */
  readonly note: Words;
  readonly columns: readonly ColumnSpec[];
  /** Columns that together name a row: a row with the same values is the same row, and updates it. */
  readonly rowKey: readonly string[];
};

/** What a column says beyond its name and type: `empty` wherever the cell may be left empty. */
export type More = { example?: string; note?: Words } & ({ required: true } | { required?: false; empty: Words });

function column(key: string, zh: string, en: string, type: ColumnType, more: More): ColumnSpec {
  const own = { key, zh, en, type, remark: more.note, example: more.example ?? '' };
  if (more.required) return { ...own, note: more.note, required: true, empty: undefined };
  return { ...own, note: noteOf(more.note, more.empty), required: false, empty: more.empty };
}

function noteOf(remark: Words | undefined, empty: Words): Words {
  return {
    zh: `${remark?.zh ?? ''}留空：${empty.zh}。`,
    en: `${remark ? `${remark.en} ` : ''}Empty: ${empty.en}.`,
  };
}

/** The same column where it must be filled. */
export const filled = (optional: ColumnSpec, example = optional.example): ColumnSpec => ({
  ...optional,
  ...{ required: true, empty: undefined, note: optional.remark, example },
});

/** The same column where it may be left empty. */
export const optional = (required: ColumnSpec, empty: Words): ColumnSpec => ({
  ...required,
  ...{ required: false, empty, note: noteOf(required.remark, empty) },
});

export const text = (key: string, zh: string, en: string, more: More & { maxLength?: number }) =>
  column(key, zh, en, { kind: 'text', maxLength: more.maxLength ?? 200 }, more);

/** A code of 2 to `longest` capitals, digits and hyphens. */
export const identifier = (key: string, zh: string, en: string, more: More & { longest?: number }) => {
  const longest = more.longest ?? 32;
  const form = {
    zh: `2 至 ${longest} 位大写字母、数字或连字符`,
    en: `2 to ${longest} capitals, digits or hyphens`,
  };
  return column(key, zh, en, { kind: 'identifier', pattern: new RegExp(`^[0-9A-Z-]{2,${longest}}$`), form }, more);
};

/** A code of another form, given by `pattern` and said by `form`. */
export const codeLike = (key: string, zh: string, en: string, pattern: RegExp, form: Words, more: More) =>
  column(key, zh, en, { kind: 'identifier', pattern, form }, more);

export const code = (key: string, zh: string, en: string, list: CodeList, more: More) =>
  column(key, zh, en, { kind: 'code', list }, more);

/** A day that may lie in the future, such as the end of a term. */
export const day = (key: string, zh: string, en: string, more: More) =>
  column(key, zh, en, { kind: 'day', past: false }, more);

/** A day on which something happened: never later than the day of loading. */
export const pastDay = (key: string, zh: string, en: string, more: More) =>
  column(key, zh, en, { kind: 'day', past: true }, more);

/** The most that a whole number may be; it means that there is no limit of its own. */
export const MOST = 2_000_000_000;

/** How many of the unit: a whole number from 0. */
export const count = (
  key: string,
  zh: string,
  en: string,
  more: More & { unit: UnitName; min?: number; max?: number },
) => column(key, zh, en, { kind: 'integer', unit: more.unit, min: more.min ?? 0, max: more.max ?? MOST }, more);

export const score = (key: string, zh: string, en: string, more: More) =>
  column(key, zh, en, { kind: 'decimal', unit: 'score', scale: 2, min: -9999, max: 9999 }, more);

export const percent = (key: string, zh: string, en: string, more: More) =>
  column(key, zh, en, { kind: 'percent' }, more);

export const percentOrNumber = (key: string, zh: string, en: string, more: More) =>
  column(key, zh, en, { kind: 'percent_or_number' }, more);

/** An amount; `reverses`: a negative one takes another back. */
export const yuan = (key: string, zh: string, en: string, more: More & { reverses?: boolean }) =>
  column(key, zh, en, { kind: 'yuan', reverses: more.reverses ?? false }, more);

export const yesNo = (key: string, zh: string, en: string, more: More) => column(key, zh, en, { kind: 'yes_no' }, more);

export const creditCode = (key: string, zh: string, en: string, more: More & { leading?: string }) =>
  column(key, zh, en, { kind: 'credit_code', ...(more.leading ? { leading: more.leading } : {}) }, more);

export const reference = (key: string, zh: string, en: string, to: string, more: More) =>
  column(key, zh, en, { kind: 'reference', to }, more);

/** What a figure is of: a kind of place or body and its code. */
export const scope = (key: string, zh: string, en: string, more: More) =>
  codeLike(
    key,
    zh,
    en,
    /^(region|park|federation|union):[0-9A-Z-]+$/,
    {
      zh: 'region:区划代码、park:园区代码、federation:总工会代码或 union:工会代码',
      en: 'region:, park:, federation: or union: and a code',
    },
    more,
  );
