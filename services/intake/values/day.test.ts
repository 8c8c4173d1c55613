import { addDays } from '@union/schema/calendar.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDay } from './day.ts';
import { Fault } from './fault.ts';

const code = (parsed: unknown) => (parsed instanceof Fault ? parsed.code : parsed);

test.each([
  ['2014-06-30'],
  ['2014/6/30'],
  ['2014.06.30'],
  ['2014.6.30'],
  ['2014年6月30日'],
  ['2014年06月30号'],
  ['２０１４年６月３０日'],
  ['2014－06－30'],
  [' 2014 - 06 - 30 '],
  ['20140630'],
  ['41820'],
  [41820],
  [41820.75],
  ['2014-06-30 00:00:00'],
  ['2014/6/30 0:00'],
  ['2014-06-30T00:00:00.000Z'],
  [new Date('2014-06-30T00:00:00Z')],
])('%j is 30 June 2014', (typed) => expect(parseDay(typed)).toBe('2014-06-30'));

test.each([
  ['2014-02-30', 'DAY_IMPOSSIBLE'],
  ['2014-13-01', 'DAY_IMPOSSIBLE'],
  ['0014-06-30', 'DAY_IMPOSSIBLE'],
  ['2014年6月', 'DAY_INCOMPLETE'],
  ['2014-6', 'DAY_INCOMPLETE'],
  ['2014', 'DAY_INCOMPLETE'],
  ['30/6/2014', 'DAY_FORM'],
  ['6-30', 'DAY_FORM'],
  ['2014-06/30', 'DAY_FORM'],
  ['2014-06-30 12:30', 'DAY_FORM'],
  ['去年底', 'DAY_FORM'],
  [12, 'DAY_FORM'],
  [Number.NaN, 'DAY_FORM'],
  [true, 'DAY_FORM'],
])('%j is refused as %s', (typed, expected) => expect(code(parseDay(typed))).toBe(expected));

test('today is allowed and tomorrow is not, where a fact must be past', () => {
  expect(parseDay('2026-11-21', '2026-11-21')).toBe('2026-11-21');
  expect(code(parseDay('2026-11-22', '2026-11-21'))).toBe('DAY_FUTURE');
  expect(parseDay('2026-11-22')).toBe('2026-11-22');
});

test('any day from 1930 to 2100 is read back from any way to write it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 62_456 }), (days) => {
      const day = addDays('1930-01-01', days);
      const [year, month, date] = day.split('-').map(Number);
      const serial = (Date.parse(day) - Date.UTC(1899, 11, 30)) / 86_400_000;
      for (const typed of [day, `${year}/${month}/${date}`, `${year}年${month}月${date}日`, serial, new Date(day)]) {
        expect(parseDay(typed)).toBe(day);
      }
    }),
  );
});
