import { expect, test } from 'vitest';
import { maxAgeOf, staleFrom } from './freshness.ts';

const hours = (count: number) => count * 3_600_000;

test('an age is hours, hours with h, or days with d', () => {
  expect(maxAgeOf('12')).toBe(hours(12));
  expect(maxAgeOf('12h')).toBe(hours(12));
  expect(maxAgeOf('3d')).toBe(hours(72));
});

test('without a readable age it is 36 hours', () => {
  for (const text of [null, undefined, '', 'soon', '-1', '1w']) expect(maxAgeOf(text)).toBe(hours(36));
});

test('the age counts from the end of the as-of day in China', () => {
  expect(new Date(staleFrom('2026-11-20', hours(36))).toISOString()).toBe('2026-11-22T04:00:00.000Z');
});
