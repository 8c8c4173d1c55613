import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Target } from './answer.ts';
import { countText, dayText, moneyText, monthText, percentText, pointsText, targetText, yuanText } from './numbers.ts';

const target = (targetValue: number): Target => ({
  targetValue,
  comparison: 'GREATER_THAN',
  endsOn: '2027-09-30',
  document: null,
  clause: null,
});

describe('percentages', () => {
  test('two decimals, rounded half away from zero from the counts themselves', () => {
    expect(percentText(1, 3)).toBe('33.33%');
    expect(percentText(2, 3)).toBe('66.67%');
    expect(percentText(1, 80_000)).toBe('0.00%');
    expect(percentText(1, 20_000)).toBe('0.01%');
    expect(percentText(0, 5)).toBe('0.00%');
    expect(percentText(5, 5)).toBe('100.00%');
  });

  test('a fraction that misses the target by less than a hundredth is not shown as the target', () => {
    expect(percentText(84_997, 100_000, target(0.85))).toBe('84.997%');
    expect(percentText(84_997, 100_000)).toBe('85.00%');
  });

  test('a fraction that passes the target by less than a hundredth shows that it passes', () => {
    expect(percentText(850_004, 1_000_000, target(0.85))).toBe('85.0004%');
  });

  test('a fraction that is exactly the target keeps two decimals', () => {
    expect(percentText(68, 80, target(0.85))).toBe('85.00%');
  });

  test('a red-letter share has a real minus sign', () => {
    expect(percentText(-1, 4)).toBe('\u221225.00%');
    expect(percentText(-1, 10_000_000)).toBe('0.00%');
  });

  test('what is shown is never further from the share than half of its last decimal, and never on the wrong side of the target', () => {
    const counts = fc
      .integer({ min: 1, max: 10 ** 12 })
      .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)));
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 10_000 }), ([part, whole], basisPoints) => {
        const shown = percentText(part, whole, target(basisPoints / 10_000));
        const decimals = shown.length - 2 - shown.indexOf('.');
        const number = Number(shown.slice(0, -1));
        expect(Math.abs(number - (part / whole) * 100)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
        const side = BigInt(part) * 10_000n - BigInt(basisPoints) * BigInt(whole);
        if (side < 0n) expect(number).toBeLessThanOrEqual(basisPoints / 100);
        if (side > 0n) expect(number).toBeGreaterThanOrEqual(basisPoints / 100);
        if (side !== 0n && decimals < 6) expect(number).not.toBe(basisPoints / 100);
      }),
    );
  });

  test('the shown percentage and the shown distance add up to the target', () => {
    expect(pointsText('78.43%', target(0.85))).toBe('6.57');
    expect(pointsText('84.997%', target(0.85))).toBe('0.003');
    expect(pointsText('89.25%', target(0.85))).toBe('4.25');
  });

  test('a target has no needless zeros', () => {
    expect(targetText(target(0.85))).toBe('85%');
    expect(targetText(target(0.925))).toBe('92.5%');
    expect(targetText(target(0.29))).toBe('29%');
  });
});

describe('counts and money', () => {
  test('thousands are grouped', () => {
    expect([0, 999, 1000, 1234567, -1234].map(countText)).toEqual(['0', '999', '1,000', '1,234,567', '\u22121,234']);
  });

  test('yuan keep their two decimals', () => {
    expect([0, 5, 100, 12_840_000, -5].map(yuanText)).toEqual(['0.00', '0.05', '1.00', '128,400.00', '\u22120.05']);
  });

  test('ten thousand yuan and more are said in 万元, in Chinese only', () => {
    expect(moneyText(999_999, 'zh-CN')).toBe('9,999.99元');
    expect(moneyText(1_000_000, 'zh-CN')).toBe('1.00万元');
    expect(moneyText(340_215_000, 'zh-CN')).toBe('340.22万元');
    expect(moneyText(340_215_000, 'en')).toBe('3,402,150.00 yuan');
  });
});

test('days are formatted from their parts, whatever the time zone', () => {
  expect(dayText('2026-11-20', 'zh-CN')).toBe('2026年11月20日');
  expect(dayText('2026-01-05', 'zh-CN')).toBe('2026年1月5日');
  expect(dayText('2026-11-20', 'en')).toBe('20 November 2026');
  expect(monthText('2026-01-31', 'zh-CN')).toBe('2026年1月');
  expect(monthText('2026-09-30', 'en')).toBe('Sep 2026');
});
