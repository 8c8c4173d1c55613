import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentages } from './largest-remainder.ts';

const counts = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 });
const hundredths = (percent: number) => Math.round(percent * 100);

test('percentages total 100.00 whatever the counts', () => {
  fc.assert(
    fc.property(
      counts.filter((list) => list.some((count) => count > 0)),
      (list) => {
        const total = (percentages(list) ?? []).reduce((sum, percent) => sum + hundredths(percent), 0);
        expect(total).toBe(10_000);
      },
    ),
  );
});

test('no percentage is a hundredth or more away from the exact one', () => {
  fc.assert(
    fc.property(
      counts.filter((list) => list.some((count) => count > 0)),
      (list) => {
        const whole = list.reduce((sum, count) => sum + count, 0);
        percentages(list)?.forEach((percent, at) => {
          const exact = ((list[at] ?? 0) * 10_000) / whole;
          expect(Math.abs(hundredths(percent) - exact)).toBeLessThan(1 + 1e-6);
        });
      },
    ),
  );
});

test('a larger count never gets the smaller percentage, and nothing gets nothing', () => {
  fc.assert(
    fc.property(counts, (list) => {
      const percents = percentages(list);
      if (!percents) return;
      for (let a = 0; a < list.length; a++) {
        if (list[a] === 0) expect(percents[a]).toBe(0);
        for (let b = 0; b < list.length; b++) {
          if ((list[a] ?? 0) > (list[b] ?? 0)) expect(percents[a]).toBeGreaterThanOrEqual(percents[b] ?? 0);
        }
      }
    }),
  );
});

test('three equal parts are 33.34, 33.33 and 33.33', () => {
  expect(percentages([1, 1, 1])).toEqual([33.34, 33.33, 33.33]);
});

test('of nothing there is no percentage', () => {
  expect(percentages([0, 0])).toBeUndefined();
});
