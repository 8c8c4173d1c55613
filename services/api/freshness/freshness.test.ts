import type { Publication } from '@union/warehouse/publication/reader.ts';
import { expect, test } from 'vitest';
import { pinnedTo } from '../publication/request-publications.ts';
import { deadlineOf, getFreshness } from './freshness.queries.ts';

const published = pinnedTo({
  id: '2026-11-20-1',
  manifest: { asOf: '2026-11-20', publishedAt: '2026-11-20T18:05:00.000Z' },
} as Publication);
const shanghai = { nightlyAt: '02:00', timeZone: 'Asia/Shanghai' };
const at = (now: string, lastFailure = () => undefined as { zh: string; en: string } | undefined) => ({
  ...shanghai,
  now: () => new Date(now),
  lastFailure,
});

test('the figures of a day are due two hours after the night of the next day begins', () => {
  expect(deadlineOf('2026-11-20', shanghai).toISOString()).toBe('2026-11-20T20:00:00.000Z');
});

test('a deadline follows the clocks of its zone when they change', () => {
  const london = { nightlyAt: '02:00', timeZone: 'Europe/London' };
  expect(deadlineOf('2026-03-27', london).toISOString()).toBe('2026-03-28T04:00:00.000Z');
  expect(deadlineOf('2026-03-29', london).toISOString()).toBe('2026-03-30T03:00:00.000Z');
});

test('a publication is fresh until the next one is overdue, to the second', async () => {
  expect(await getFreshness(published, at('2026-11-21T19:59:59Z'))).toMatchObject({
    isStale: false,
    reason: undefined,
  });
  expect(await getFreshness(published, at('2026-11-21T20:00:00Z'))).toMatchObject({
    isStale: true,
    deadline: '2026-11-21T20:00:00.000Z',
  });
});

test('a stale publication says why the night failed', async () => {
  const reason = { zh: '检查未通过', en: 'a check failed' };
  expect(
    await getFreshness(
      published,
      at('2026-11-22T00:00:00Z', () => reason),
    ),
  ).toMatchObject({ reason });
});

test('before the first publication everything is stale', async () => {
  const nothing = { ...published, current: async () => undefined };
  expect(await getFreshness(nothing, at('2026-11-21T00:00:00Z'))).toMatchObject({ isStale: true, asOf: undefined });
});
