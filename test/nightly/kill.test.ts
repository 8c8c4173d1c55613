import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRuns } from '@union/nightly/history.ts';
import { listNightRuns } from '@union/nightly/night-runs.queries.ts';
import { publicationsFolder } from '@union/nightly/run.ts';
import { steps } from '@union/warehouse/build.ts';
import { BUILDING } from '@union/warehouse/publication/manifest.ts';
import { listPublicationIds, readPointer } from '@union/warehouse/publication/publications.ts';
import { publishParts } from '@union/warehouse/publication/publish.ts';
import { verifyPublication } from '@union/warehouse/publication/verify.ts';
import { afterAll, expect, test } from 'vitest';
import { makeDataFolder, openRegisters } from './data-folder.ts';
import { NightWorker } from './night-process.ts';
import type { Order } from './night-worker.ts';
import { wholePublication } from './whole-publication.ts';

const DAY = '2024-06-30';
const KILLS = 50;
const SEED = 320924;

/** Where a night is killed: before its first step, in a step, and on both sides of the move of the pointer. */
const places = ['start', ...steps, 'before the pointer', 'after the pointer'] as const;
type Place = (typeof places)[number];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test(`after a kill at any of ${KILLS} moments the pointer names a whole publication, the next run cleans up, and one that is let through publishes`, {
  timeout: 1_200_000,
}, async () => {
  const random = randomOf(SEED);
  const orders = shuffled(
    Array.from({ length: KILLS }, (_, i) => orderOf(places[i % places.length] as Place, random)),
    random,
  );
  // Two chains of nights beside each other, each with a folder and a database of its own.
  const killed = await Promise.all([killNights(orders.slice(0, KILLS / 2)), killNights(orders.slice(KILLS / 2))]);
  const hit = Object.fromEntries(places.map((place) => [place, killed.flat().filter((at) => at === place).length]));
  expect(
    Object.keys(hit).filter((place) => hit[place] === 0),
    JSON.stringify(hit),
  ).toEqual([]);
});

/**
 * Kills one night after the other, and lets one through after every fifth.
 * @returns where each was killed, by what it left behind.
 */
async function killNights(orders: readonly Order[]): Promise<Place[]> {
  const given = await makeDataFolder('postgres');
  folders.push(given.dataDir);
  const folder = publicationsFolder(given);
  const current = () => readPointer(folder)?.publicationId;
  const next = () => `${DAY}-${Number(current()?.split('-').at(-1) ?? 0) + 1}`;
  const killed: Place[] = [];
  let [worker, spare] = [new NightWorker(given, DAY), new NightWorker(given, DAY)];

  for (const [i, order] of orders.entries()) {
    const [before, own, runsBefore] = [current(), next(), readRuns(folder).length];
    // Nothing of the killed nights is left when a night begins to extract: not even a publication that was never served.
    const served = listPublicationIds(folder).filter((id) => id !== own);
    const clean = ['night.lock', 'runs.jsonl', `${BUILDING}${own}`, ...(before ? ['current.json', ...served] : [])];
    const { found } = await worker.run(order);
    if (found) expect(found.toSorted()).toEqual(clean.toSorted());

    if (current() === undefined) expect(before).toBeUndefined();
    else expect([before, own]).toContain(await wholePublication(folder));
    killed.push(placeOf(folder, own, runsBefore));

    [worker, spare] = [spare, new NightWorker(given, DAY)];
    if (i % 5 === 4) {
      const whole = next();
      const { done } = await worker.run('whole');
      expect(done).toBe(whole);
      expect(await wholePublication(folder)).toBe(whole);
      expect(readRuns(folder)[0]).toMatchObject({ outcome: 'published', publicationId: whole });
    }
  }
  await Promise.all([worker.end(), spare.end()]);
  expect((await verifyPublication(folder))?.manifest.publicationId).toBe(current());

  // The database knows the end of every run, of the killed ones too.
  const database = await openRegisters(given);
  const runs = await listNightRuns(database.db, { limit: 1000 });
  await database.close();
  expect(runs.filter(({ outcome }) => outcome === 'running')).toEqual([]);
  const published = killed.filter((place) => place === 'after the pointer').length + Math.floor(orders.length / 5);
  expect(runs.filter(({ outcome }) => outcome === 'published').length).toBe(published);
  return killed;
}

/** When to kill a night so that it is hit at this place: at a random part of the step and up to 20 ms into it. */
function orderOf(place: Place, random: () => number): Order {
  const ms = Math.floor(random() * 20);
  const part = (name: (typeof publishParts)[number]) => publishParts.indexOf(name) / publishParts.length + 0.01;
  if (place === 'start') return { step: undefined, share: 0, ms };
  // The move takes less than a millisecond.
  if (place === 'before the pointer') return { step: 'publish', share: part('pointer'), ms: 0 };
  if (place === 'after the pointer') return { step: 'publish', share: part('read back'), ms };
  if (place === 'publish') return { step: place, share: random() * part('pointer') * 0.9, ms: 0 };
  return { step: place, share: random(), ms };
}

/** Where a night was killed, by what it left behind: its publication, its folder under construction, its record. */
function placeOf(folder: string, publicationId: string, runsBefore: number): Place {
  const runs = readRuns(folder);
  const [run] = runs;
  if (run === undefined || runs.length === runsBefore) return 'start';
  if (readPointer(folder)?.publicationId === publicationId) {
    expect(run).toMatchObject({ outcome: 'published', publicationId });
    return 'after the pointer';
  }
  expect(run).toMatchObject({ outcome: 'interrupted', publicationId: null });
  if (listPublicationIds(folder).includes(publicationId)) return 'before the pointer';
  if (run.steps.length === 0 && !existsSync(join(folder, `${BUILDING}${publicationId}`))) return 'start';
  return steps[run.steps.length] as Place;
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
