import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from './fault.ts';
import { parseDecimal, parseInteger, parsePercent, parseYuan } from './number.ts';

const counts = { min: 0, max: 2_000_000_000 };
const code = (parsed: unknown) => (parsed instanceof Fault ? parsed.code : parsed);

describe('a count is read as people type it', () => {
  test.each([
    ['120', '120'],
    ['１２０', '120'],
    [' 1 200 ', '1200'],
    ['1\u00a0200', '1200'],
    ['1,200', '1200'],
    ['１，２００', '1200'],
    ['1,234,567', '1234567'],
    ['30万', '300000'],
    ['1.2亿', '120000000'],
    ['120人', '120'],
    ['007', '7'],
    [120, '120'],
    [0, '0'],
  ])('%j is %s', (typed, expected) => expect(parseInteger(typed, counts)).toBe(expected));

  test.each([
    ['-5', 'NUMBER_NEGATIVE'],
    ['－5', 'NUMBER_NEGATIVE'],
    [-5, 'NUMBER_NEGATIVE'],
    ['12.5', 'NUMBER_NOT_WHOLE'],
    [12.5, 'NUMBER_NOT_WHOLE'],
    ['12,34', 'NUMBER_FORM'],
    ['一百', 'NUMBER_FORM'],
    ['.', 'NUMBER_FORM'],
    ['1e5', 'NUMBER_FORM'],
    ['约60', 'NUMBER_APPROXIMATE'],
    ['近2000', 'NUMBER_APPROXIMATE'],
    ['30亿', 'NUMBER_RANGE'],
    [Number.NaN, 'NUMBER_FORM'],
    [true, 'NUMBER_FORM'],
    [1e17, 'NUMBER_PRECISION_LOST'],
  ])('%j is refused as %s', (typed, expected) => expect(code(parseInteger(typed, counts))).toBe(expected));

  test('any whole number is read back from any way to write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: counts.max }), (n) => {
        const fullWidth = String(n).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
        for (const typed of [n, String(n), n.toLocaleString('en-US'), fullWidth, ` ${n} `, `${n}人`]) {
          expect(parseInteger(typed, counts)).toBe(String(n));
        }
      }),
    );
  });
});

describe('an amount in yuan becomes whole cents', () => {
  test.each([
    ['12,500.00', '1250000'],
    ['30万', '30000000'],
    ['¥300', '30000'],
    ['300元', '30000'],
    ['-3000', '-300000'],
    ['0.1', '10'],
    [0.1 + 0.2, '30'],
    [1234.5600000000002, '123456'],
    [-0.29, '-29'],
  ])('%j is %s', (typed, expected) => expect(parseYuan(typed)).toBe(expected));

  test.each([
    ['0', 'AMOUNT_ZERO'],
    ['1.234', 'NUMBER_DECIMALS'],
    [1.234, 'NUMBER_DECIMALS'],
    ['近300', 'NUMBER_APPROXIMATE'],
    ['', 'NUMBER_FORM'],
  ])('%j is refused as %s', (typed, expected) => expect(code(parseYuan(typed))).toBe(expected));

  test('a number cell of any amount in cents below a hundred billion yuan keeps every cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_000_000 }), (cents) => {
        expect(parseYuan(cents / 100)).toBe(String(cents));
        expect(parseYuan((cents / 100).toFixed(2))).toBe(String(cents));
      }),
    );
  });
});

describe('a share is a percentage or a fraction', () => {
  test.each([
    ['85%', '0.85'],
    ['８５％', '0.85'],
    ['百分之85', '0.85'],
    ['0.85', '0.85'],
    [0.85, '0.85'],
    ['28.46%', '0.2846'],
    ['100%', '1'],
    ['0', '0'],
  ])('%j is %s', (typed, expected) => expect(parsePercent(typed)).toBe(expected));

  test.each([['85'], [85], ['101%'], ['-1%']])(
    '%j is refused: nobody can tell what it means, or it is no share',
    (typed) => expect(code(parsePercent(typed))).toBe('PERCENT_RANGE'),
  );
});

test('a target of a count is a number above 1, and one of a share still ends at 100 %', () => {
  expect(parsePercent('42', true)).toBe('42');
  expect(parsePercent('1,200', true)).toBe('1200');
  expect(parsePercent('85%', true)).toBe('0.85');
  expect(code(parsePercent('101%', true))).toBe('PERCENT_RANGE');
  expect(code(parsePercent('-1', true))).toBe('PERCENT_RANGE');
  expect(code(parsePercent(1e13, true))).toBe('NUMBER_RANGE');
});

test('a score has at most two decimals', () => {
  const score = { scale: 2, min: -9999, max: 9999 };
  expect(parseDecimal('95.38', score)).toBe('95.38');
  expect(parseDecimal('88.50分', score)).toBe('88.5');
  expect(code(parseDecimal('95.385', score))).toBe('NUMBER_DECIMALS');
  expect(code(parseDecimal(10000, score))).toBe('NUMBER_RANGE');
});
