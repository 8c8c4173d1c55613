import { expect, test } from 'vitest';
import { answerOf, ByteCache } from './byte-cache.ts';

const answer = (text: string) => answerOf('p', Buffer.from(text));

test('requests for the same answer at the same time compute it once', async () => {
  const cache = new ByteCache(10_000);
  let made = 0;
  const make = async () => {
    made++;
    return answer('a');
  };
  await Promise.all([cache.get('k', make), cache.get('k', make), cache.get('k', make)]);
  await cache.get('k', make);
  expect(made).toBe(1);
});

test('a failure is not kept', async () => {
  const cache = new ByteCache(10_000);
  await expect(cache.get('k', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect((await cache.get('k', async () => answer('a'))).body.toString()).toBe('a');
});

test('the least recently used answer is dropped when memory runs out', async () => {
  const cache = new ByteCache(2_500);
  const big = 'x'.repeat(1_000);
  await cache.get('a', async () => answer(big));
  await cache.get('b', async () => answer(big));
  await cache.get('a', async () => answer('not made'));
  await cache.get('c', async () => answer(big));
  let made = 0;
  const again = async () => {
    made++;
    return answer(big);
  };
  await cache.get('a', again);
  expect(made).toBe(0);
  await cache.get('b', again);
  expect(made).toBe(1);
});

test('equal bytes have equal tags, other bytes or another publication another', () => {
  expect(answer('a').etag).toBe(answer('a').etag);
  expect(answer('a').etag).not.toBe(answer('b').etag);
  expect(answer('a').etag).not.toBe(answerOf('q', Buffer.from('a')).etag);
});
