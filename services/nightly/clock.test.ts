import { expect, test } from 'vitest';
import { dueDay } from './clock.ts';

const rule = { nightlyAt: '02:00', timeZone: 'Asia/Shanghai' };

test('from the hour of the night on, yesterday is due', () => {
  expect(dueDay(rule, new Date('2024-06-30T18:00:00Z'))).toBe('2024-06-30');
});

test('before the hour of the night, the day before yesterday is due', () => {
  expect(dueDay(rule, new Date('2024-06-30T17:59:00Z'))).toBe('2024-06-29');
});

test('a day ends in the time zone of the report, not in UTC', () => {
  expect(dueDay({ ...rule, timeZone: 'UTC' }, new Date('2024-06-30T18:00:00Z'))).toBe('2024-06-29');
});
