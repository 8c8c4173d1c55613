import type { ColumnSpec } from '../sheets/column.ts';
import { parseCode } from './code.ts';
import { parseCreditCode } from './credit-code.ts';
import { parseDay } from './day.ts';
import { Fault, type Parsed } from './fault.ts';
import { parseDecimal, parseInteger, parsePercent, parseYuan } from './number.ts';
import { compact, FormulaError, isBlank, type RawValue, tidy } from './typed-text.ts';
import { parseYesNo } from './yes-no.ts';

/** What the reading of a cell needs to know of the world. */
export type ParseContext = {
  /** The day of loading, `YYYY-MM-DD`: no fact may lie after it. */
  readonly today: string;
  /** Whether six digits are a region code, in use or retired. */
  readonly isRegion: (sixDigits: string) => boolean;
};

/** Reads one cell: the text to stage, null when the cell is empty and may be, or what is wrong. */
export function parseCell(column: ColumnSpec, value: RawValue, context: ParseContext): Parsed | null {
  if (isBlank(value)) return column.required ? new Fault('CELL_REQUIRED') : null;
  if (value instanceof FormulaError) return new Fault('CELL_ERROR', { error: value.text });
  const { type } = column;
  switch (type.kind) {
    case 'text':
      return parseText(value, type.maxLength);
    case 'identifier':
      return parseIdentifier(value, type.pattern, type.form);
    case 'code':
      return parseCode(value, type.list);
    case 'day':
      return parseDay(value, type.past ? context.today : undefined);
    case 'integer':
      return parseInteger(value, type);
    case 'decimal':
      return parseDecimal(value, type);
    case 'percent':
      return parsePercent(value);
    case 'percent_or_number':
      return parsePercent(value, true);
    case 'yuan':
      return parseYuan(value);
    case 'yes_no':
      return parseYesNo(value);
    case 'credit_code':
      return withCode(value, (code) => parseCreditCode(code.toUpperCase(), context.isRegion, type.leading));
    case 'reference':
      return withCode(value, (code) => {
        if (type.to === 'enterprise') return parseCreditCode(code.toUpperCase(), context.isRegion);
        return type.to === 'region' ? parseRegion(code) : code.toUpperCase();
      });
  }
}

/** Hands on the value as a code without spaces; a number cell only while it holds every digit. */
function withCode(value: RawValue, read: (code: string) => Parsed): Parsed {
  if (value instanceof Date) return new Fault('IDENTIFIER_IS_DATE');
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return new Fault('NUMBER_PRECISION_LOST');
  return read(compact(String(value)));
}

function parseText(value: RawValue, maxLength: number): Parsed {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return new Fault('NUMBER_PRECISION_LOST');
  }
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : tidy(String(value));
  return text.length > maxLength ? new Fault('TEXT_TOO_LONG', { length: text.length, maxLength }) : text;
}

function parseIdentifier(value: RawValue, pattern: RegExp, form: { zh: string; en: string }): Parsed {
  return withCode(value, (code) => {
    if (pattern.test(code)) return code;
    const capitals = code.toUpperCase();
    return pattern.test(capitals) ? capitals : new Fault('IDENTIFIER_FORM', { formZh: form.zh, formEn: form.en });
  });
}

/** A region code; the zeros that fill a statistical code up to 12 digits, or a town's place in 9, are dropped. */
function parseRegion(code: string): Parsed {
  if (!/^\d{6}(\d{3}(\d{3})?)?$/.test(code)) {
    return new Fault('IDENTIFIER_FORM', { formZh: '6、9 或 12 位数字', formEn: '6, 9 or 12 digits' });
  }
  return code.length > 6 ? code.replace(/000$/, '').replace(/^(\d{6})000$/, '$1') : code;
}
