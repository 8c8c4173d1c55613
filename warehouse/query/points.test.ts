import { addDays, daysBetween, isMonthEnd } from '@union/schema/calendar.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOf, labelOf, pointsOf, startOf, yearBefore } from './points.ts';
import { queryGrains } from './request.ts';

const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('1990-01-01', count));
const grain = fc.constantFrom(...queryGrains);

test('points follow each other without a gap, hold the days asked for, and the last ends with the last day', () => {
  fc.assert(
    fc.property(grain, day, fc.integer({ min: 0, max: 900 }), (unit, until, back) => {
      const from = addDays(until, -back);
      const points = pointsOf(unit, from, until, 10_000);
      expect(points.at(-1)?.end).toBe(until);
      expect((points[0]?.start ?? '') <= from && (points[0]?.end ?? '') >= from).toBe(true);
      points.slice(1).forEach((point, at) => {
        expect(point.start).toBe(addDays(points[at]?.end ?? '', 1));
        expect(point.no).toBe(at + 1);
      });
    }),
  );
});

test('only as many points as asked for are kept, the latest', () => {
  expect(pointsOf('month', undefined, '2024-05-20', 3).map(({ label }) => label)).toEqual([
    '2024-03',
    '2024-04',
    '2024-05',
  ]);
});

test('quarters and halves are those of the calendar year, union years begin in October', () => {
  expect([startOf('quarter', '2024-05-20'), endOf('quarter', '2024-04-01'), labelOf('quarter', '2024-10-01')]).toEqual([
    ...['2024-04-01', '2024-06-30', '2024-Q4'],
  ]);
  expect([startOf('half_year', '2024-12-31'), labelOf('half_year', '2024-01-01')]).toEqual(['2024-07-01', '2024-H1']);
  expect([startOf('union_year', '2024-09-30'), labelOf('union_year', '2023-10-01')]).toEqual([
    '2023-10-01',
    '2023/2024',
  ]);
});

test('a year before is as long before as the year is, and the end of a month stays one', () => {
  fc.assert(
    fc.property(day, (end) => {
      const before = yearBefore(end);
      expect(isMonthEnd(before) || !isMonthEnd(end)).toBe(true);
      expect(daysBetween(before, end)).toBeGreaterThanOrEqual(365);
      expect(daysBetween(before, end)).toBeLessThanOrEqual(366);
    }),
  );
  expect(yearBefore('2024-02-29')).toBe('2023-02-28');
  expect(yearBefore('2023-02-28')).toBe('2022-02-28');
});
