import { type ColumnSpec, type ColumnType, MOST, type SheetSpec, type Words } from './column.ts';
import { findSheet } from './sheets.ts';
import { units } from './units.ts';

/** What a cell of this type takes, in a short phrase without a full stop. */
export function describeType(type: ColumnType): Words {
  switch (type.kind) {
    case 'text':
      return { zh: `文字，最多 ${type.maxLength} 字`, en: `text, ${type.maxLength} characters at most` };
    case 'identifier':
      return type.form;
    case 'code': {
      const entries = Object.entries(type.list);
      const few = entries.slice(0, 8);
      const more = entries.length > few.length;
      return {
        zh: `代码或名称：${few.map(([code, { zh }]) => `${code} ${zh}`).join('、')}${more ? ' 等' : ''}`,
        en: `a code or a name: ${few.map(([code, { en }]) => `${code} (${en})`).join(', ')}${more ? ' and so on' : ''}`,
      };
    }
    case 'day':
      return type.past
        ? { zh: '日期，如 2014-06-30，不得晚于今天', en: 'a day such as 2014-06-30, not in the future' }
        : { zh: '日期，如 2014-06-30', en: 'a day such as 2014-06-30' };
    case 'integer': {
      const { zh, en } = units[type.unit];
      return type.max < MOST
        ? {
            zh: `整数，${type.min} 至 ${type.max}（${zh}）`,
            en: `a whole number from ${type.min} to ${type.max} (${en})`,
          }
        : { zh: `整数，不小于 ${type.min}（${zh}）`, en: `a whole number from ${type.min} (${en})` };
    }
    case 'decimal': {
      const { zh, en } = units[type.unit];
      return {
        zh: `数，最多 ${type.scale} 位小数（${zh}）`,
        en: `a number with at most ${type.scale} decimals (${en})`,
      };
    }
    case 'percent':
      return { zh: '比率，写作 85% 或 0.85', en: 'a share, written 85% or 0.85' };
    case 'percent_or_number':
      return {
        zh: '比率写作 85% 或 0.85；数量指标写数，如 42',
        en: 'a share written 85% or 0.85; for a count the number, such as 42',
      };
    case 'yuan':
      return {
        zh: `金额（元），最多两位小数，${type.reverses ? '不为 0，冲销为负' : '大于 0'}；可写 1,200.50 或 30万`,
        en: `an amount in yuan with at most two decimals, ${type.reverses ? 'not 0, negative when it reverses' : 'above 0'}; 1,200.50 or 30万`,
      };
    case 'yes_no':
      return { zh: '是或否', en: 'yes (是) or no (否)' };
    case 'credit_code':
      return type.leading
        ? {
            zh: `18 位统一社会信用代码，${type.leading} 开头`,
            en: `a credit code of 18 characters that begins with ${type.leading}`,
          }
        : { zh: '18 位统一社会信用代码', en: 'a credit code of 18 characters' };
    case 'reference': {
      if (type.to === 'region') return { zh: '行政区划代码（6 或 9 位）', en: 'a region code of 6 or 9 digits' };
      const sheet = findSheet(type.to);
      return { zh: `「${sheet?.zh}」中已有的代码`, en: `a code of the sheet ${sheet?.zh} (${sheet?.en})` };
    }
  }
}

/** What the numbers of a column count as GraphQL and files hold them, and from where to where; undefined without numbers. */
export function measureOf(type: ColumnType): { readonly unit: Words; readonly range: string } | undefined {
  switch (type.kind) {
    case 'integer':
    case 'decimal':
      return {
        unit: units[type.unit],
        range: type.max < MOST ? `${type.min} to ${type.max}` : `${type.min} and more`,
      };
    case 'percent':
      return { unit: { zh: '小数（0.85 即 85%）', en: 'fraction' }, range: '0 to 1' };
    case 'percent_or_number':
      return { unit: units.metric, range: '0 and more' };
    case 'yuan':
      return {
        unit: { zh: '分', en: 'hundredths of a yuan' },
        range: type.reverses ? 'of either sign, never 0' : '1 and more',
      };
    default:
      return undefined;
  }
}

/** Where the rows of a register come from: a sheet of the workbook, or the form on which they are filled in step by step. */
export function originOf(sheet: SheetSpec): string {
  return isOfWorkbook(sheet) ? `workbook sheet ${sheet.zh}` : `form ${sheet.zh}`;
}

/** Where the values of a column come from. */
export function sourceOf(sheet: SheetSpec, column: ColumnSpec): string {
  return `${originOf(sheet)} · ${isOfWorkbook(sheet) ? 'column' : 'field'} ${column.zh}`;
}

const isOfWorkbook = (sheet: SheetSpec): boolean => findSheet(sheet.key) === sheet;
