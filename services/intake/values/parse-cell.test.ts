import { beneficiaryClasses, regionLevels, targetComparisons, unitTypes } from '@union/schema/codes.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, codeLike, identifier, reference, text } from '../sheets/column.ts';
import { parseCode } from './code.ts';
import { Fault } from './fault.ts';
import { type ParseContext, parseCell } from './parse-cell.ts';
import { compact, comparable, FormulaError, tidy } from './typed-text.ts';
import { parseYesNo } from './yes-no.ts';

const context: ParseContext = { today: '2026-11-21', isRegion: () => true };
const faultOf = (parsed: unknown) => (parsed instanceof Fault ? parsed.code : parsed);

describe('yes and no', () => {
  test.each([['是'], ['有'], ['√'], ['Y'], ['ｙ'], ['yes'], ['TRUE'], [true], [1], ['1'], [' 是 ']])(
    '%j is yes',
    (typed) => expect(parseYesNo(typed)).toBe('t'),
  );
  test.each([['否'], ['无'], ['×'], ['N'], ['no'], ['FALSE'], [false], [0], ['没有']])('%j is no', (typed) =>
    expect(parseYesNo(typed)).toBe('f'),
  );
  test.each([['可能'], ['2'], [2], [new Date()]])('%j is neither', (typed) =>
    expect(faultOf(parseYesNo(typed))).toBe('YES_NO_FORM'),
  );
});

describe('an entry of a code list', () => {
  test.each([['170'], [170], ['私营企业'], ['１７０'], ['170 私营企业'], ['private'], [' 私营 企业 ']])(
    '%j is 170',
    (typed) => expect(parseCode(typed, unitTypes)).toBe('170'),
  );
  test('full-width brackets and remarks in brackets do not matter', () => {
    expect(parseCode('县(市、区)', regionLevels)).toBe('county');
    expect(parseCode('县', regionLevels)).toBe('county');
    expect(parseCode('＞＝', targetComparisons)).toBe('>=');
    expect(parseCode('超过', targetComparisons)).toBe('>');
  });
  test('part of a name is not enough', () => {
    expect(faultOf(parseCode('私营', unitTypes))).toBe('CODE_UNKNOWN');
    expect(faultOf(parseCode('一线', beneficiaryClasses))).toBe('CODE_UNKNOWN');
  });
  test('every list is read by code and by both names', () => {
    for (const list of [unitTypes, regionLevels, targetComparisons, beneficiaryClasses]) {
      for (const [stored, { zh, en }] of Object.entries(list)) {
        for (const typed of [stored, zh, en]) expect(parseCode(typed, list)).toBe(stored);
      }
    }
  });
});

describe('codes of our own', () => {
  const column = identifier('union_code', '代码', 'code', { required: true });
  const read = (value: Parameters<typeof parseCell>[1]) => faultOf(parseCell(column, value, context));
  test('small letters, full width and spaces are put right', () => expect(read(' ｓｙ－0001 ')).toBe('SY-0001'));
  test('a number cell is taken while it holds every digit', () => {
    expect(read(320924)).toBe('320924');
    expect(read(9.132092400000001e17)).toBe('NUMBER_PRECISION_LOST');
  });
  test('a date that the spreadsheet made of a code is refused', () =>
    expect(read(new Date('2014-06-01'))).toBe('IDENTIFIER_IS_DATE'));
  test('other characters are refused', () => expect(read('SY_0001')).toBe('IDENTIFIER_FORM'));
  test('an empty required cell is refused, whatever spaces it holds', () => {
    for (const empty of [null, '', ' ', '\u00a0', '\u3000', '\u200b']) expect(read(empty)).toBe('CELL_REQUIRED');
  });
  test('a failed formula is refused', () => expect(read(new FormulaError('#REF!'))).toBe('CELL_ERROR'));
  test('a region code of 12 or 9 digits loses the zeros that only fill it up', () => {
    const region = reference('region_code', '区划', 'region', 'region', { required: true });
    expect(parseCell(region, '320924100000', context)).toBe('320924100');
    expect(parseCell(region, '320924000000', context)).toBe('320924');
    expect(parseCell(region, 320924100, context)).toBe('320924100');
    expect(faultOf(parseCell(region, '射阳县', context))).toBe('IDENTIFIER_FORM');
  });
  test('an ID number is no pseudonym', () => {
    const pattern = /^(?![1-9][0-9]{16}[0-9Xx]$)[0-9A-Za-z_-]{8,64}$/;
    const key = codeLike('member_key', '编号', 'key', pattern, { zh: '', en: '' }, { required: true });
    expect(faultOf(parseCell(key, '11010519491231002X', context))).toBe('IDENTIFIER_FORM');
    expect(parseCell(key, 'm-7f3a9c21', context)).toBe('m-7f3a9c21');
  });
});

describe('text', () => {
  const name = text('name', '名称', 'name', { required: true, maxLength: 10 });
  test('keeps Chinese punctuation, loses stray spaces and full-width letters', () => {
    expect(parseCell(name, ' 射阳（Ａ１）\u00a0 公司\n', context)).toBe('射阳（A1） 公司');
  });
  test('longer than its column is refused', () => {
    expect(faultOf(parseCell(name, '一二三四五六七八九十一', context))).toBe('TEXT_TOO_LONG');
  });
  test('a code list entry with a code column reads a required blank as missing', () => {
    expect(faultOf(parseCell(code('a', '甲', 'a', unitTypes, { required: true }), ' ', context))).toBe('CELL_REQUIRED');
  });
});

test('putting text in order twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      for (const order of [tidy, compact, comparable]) expect(order(order(typed))).toBe(order(typed));
      expect(tidy(typed)).not.toContain('\u0000');
    }),
  );
});
