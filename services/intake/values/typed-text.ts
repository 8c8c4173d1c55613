/** What a cell can hold once its file format is out of the way. A CSV file yields text alone. */
export type RawValue = string | number | boolean | Date | FormulaError | null;

/** A formula that failed, such as #N/A or #REF!. */
export class FormulaError {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_LETTERS_AND_DIGITS = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g;
// Besides what \s covers: zero-width characters, the byte order mark, word joiner, soft hyphen, Hangul filler.
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060\uFEFF\u00AD\u3164]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they arrive from copied cells and no column wants them
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
const NEEDS_CARE = /[^\u0021-\u007E\u4E00-\u9FFF]/;

const toHalf = (character: string) => String.fromCharCode(character.charCodeAt(0) - 0xfee0);

/** Full-width ASCII made half-width, every space and invisible character dropped: for codes, numbers and days. */
export function compact(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  return text.replace(FULL_WIDTH, toHalf).replace(INVISIBLE, '').replace(CONTROL, '').replace(/\s+/g, '');
}

/** Text as it is kept: full-width letters and digits made half-width, spaces at the ends dropped and inside made single. */
export function tidy(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  return text
    .replace(FULL_WIDTH_LETTERS_AND_DIGITS, toHalf)
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a header or a name of a code is compared by: compact, brackets and separators of any width alike, lower case. */
export function comparable(text: string): string {
  return compact(text)
    .replace(/[、，]/g, ',')
    .replace(/[·•・]/g, '.')
    .replace(/[〔【［]/g, '(')
    .replace(/[〕】］]/g, ')')
    .replace(/\*+/g, '')
    .toLowerCase();
}

/** The value as a person sees it in the cell, for reports; cut after 200 characters. */
export function shown(value: RawValue): string {
  if (value === null) return '';
  if (value instanceof FormulaError) return value.text;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  const text = String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Whether the cell counts as empty: nothing, or only spaces and invisible characters. */
export function isBlank(value: RawValue): boolean {
  return value === null || value === '' || (typeof value === 'string' && tidy(value) === '');
}
