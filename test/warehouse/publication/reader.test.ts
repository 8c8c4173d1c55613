import { setTimeout as delay } from 'node:timers/promises';
import { openPublications, type Publications, runAbortable } from '@union/warehouse/publication/reader.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../../api/support/publication-fixture.ts';

/** Runs for minutes unless somebody ends it. */
const ENDLESS = 'select count(*) as n from range(100000000) as a (x) join range(1000000) as b (y) on (x * y) % 7 = 3';

let folder: PublicationsFolder;
let publications: Publications;
beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  publications = openPublications(folder.path);
});
afterAll(async () => {
  await publications.close();
  folder.remove();
});

const query = (sql: string) => publications.current()?.query(sql);

test('a query whose caller has gone is interrupted, and its connection answers the next', async () => {
  const end = new AbortController();
  const asked = runAbortable(end.signal, () => query(ENDLESS));
  setTimeout(() => end.abort(new Error('the caller has gone')), 50);
  await expect(asked).rejects.toThrow('the caller has gone');
  expect(await query('select 1 as n')).toEqual([{ n: 1 }]);
});

test('a query that is asked for after its caller has gone does not begin', async () => {
  await expect(runAbortable(AbortSignal.abort(new Error('gone')), () => query(ENDLESS))).rejects.toThrow('gone');
});

test('a caller that waits for a connection and goes leaves its turn to the next', async () => {
  const first = new AbortController();
  const holders = Array.from({ length: 4 }, () => runAbortable(first.signal, () => query(ENDLESS)));
  await delay(20);
  const second = new AbortController();
  const waiting = runAbortable(second.signal, () => query('select 2 as n'));
  const patient = query('select 3 as n');
  second.abort(new Error('gone before its turn'));
  await expect(waiting).rejects.toThrow('gone before its turn');
  first.abort(new Error('ended'));
  await Promise.allSettled(holders);
  expect(await patient).toEqual([{ n: 3 }]);
});

test('an interrupted caller does not end the query of another', async () => {
  const end = new AbortController();
  const gone = runAbortable(end.signal, () => query(ENDLESS));
  const other = query('select count(*) as n from range(20000000) as a (x) where x % 3 = 0');
  await delay(10);
  end.abort(new Error('gone'));
  await expect(gone).rejects.toThrow('gone');
  expect(await other).toEqual([{ n: 6666667 }]);
});

test('readers keep within the memory that they are given', async () => {
  const small = openPublications(folder.path, { resources: { memoryLimit: 300_000_000, threads: 1 } });
  const settings = await small
    .current()
    ?.query(`select current_setting('memory_limit') as memory, current_setting('threads') as threads`);
  expect(settings).toEqual([{ memory: '95.3 MiB', threads: 1 }]);
  await small.close();
});
