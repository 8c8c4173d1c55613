import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

const nobody = new AbortController().signal;
/** Whether a promise is settled already. */
const isThere = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setImmediate(resolve, false))]);

test('two exports are made at once, a third when one of them is over, in the order in which they came', async () => {
  const turns = new Turns();
  const [first, second] = [await turns.take(nobody), await turns.take(nobody)];
  const [third, fourth] = [turns.take(nobody), turns.take(nobody)];
  expect([await isThere(third), await isThere(fourth)]).toEqual([false, false]);
  first();
  // A turn ends once, however often that is said.
  first();
  expect([await isThere(third), await isThere(fourth)]).toEqual([true, false]);
  second();
  expect(await isThere(fourth)).toBe(true);
});

test('who goes while waiting leaves the turn to the next', async () => {
  const turns = new Turns();
  const over = await turns.take(nobody);
  await turns.take(nobody);
  const gone = new AbortController();
  const third = turns.take(gone.signal);
  const fourth = turns.take(nobody);
  gone.abort(new Error('gone'));
  await expect(third).rejects.toThrow('gone');
  over();
  expect(await isThere(fourth)).toBe(true);
});

test('where many wait already, one more is told so at once', async () => {
  const turns = new Turns();
  await turns.take(nobody);
  await turns.take(nobody);
  const waiting = Array.from({ length: 16 }, () => turns.take(nobody));
  await expect(turns.take(nobody)).rejects.toMatchObject({ code: 'EXPORTS_BUSY', status: 503 });
  expect(await isThere(Promise.any(waiting))).toBe(false);
});
