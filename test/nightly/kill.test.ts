import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readRuns } from '@union/nightly/history.ts';
import { listNightRuns } from '@union/nightly/night-runs.queries.ts';
import { publicationsFolder } from '@union/nightly/run.ts';
import { readPointer } from '@union/warehouse/publication/publications.ts';
import { afterAll, expect, test } from 'vitest';
import { type DataFolder, makeDataFolder, openRegisters } from './data-folder.ts';
import { wholePublication } from './whole-publication.ts';

const DAY = '2024-06-30';
const KILLS = 50;
const SEED = 320924;
const WORKER = fileURLToPath(new URL('./night-worker.ts', import.meta.url));

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

/** A process that is loaded and waits for its first night. */
class Worker {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  private readonly lines: Interface;

  constructor({ dataDir, databaseUrl = '' }: DataFolder) {
    this.child = spawn(process.execPath, [WORKER, dataDir, databaseUrl, DAY], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (!this.child.stdout) throw new Error('the worker has no output');
    this.lines = createInterface({ input: this.child.stdout });
    this.ready = this.until(/^ready/).then(() => {});
  }

  begin(name: string): void {
    this.child.stdin?.write(`${name}\n`);
  }

  /** The next line of this form; undefined when the process ends before it. */
  until(form: RegExp): Promise<string | undefined> {
    return new Promise((resolve) => {
      const look = (line: string) => {
        if (form.test(line) || line.startsWith('failed')) found(line);
      };
      const closed = () => found(undefined);
      const found = (line: string | undefined) => {
        this.lines.off('line', look).off('close', closed);
        resolve(line);
      };
      this.lines.on('line', look).once('close', closed);
    });
  }

  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}

const folders: string[] = [];
afterAll(() => {
  for (const dataDir of folders) rmSync(dataDir, { recursive: true, force: true });
});

test(`after a kill at any of ${KILLS} moments the pointer names a whole publication, and the next run cleans up and publishes`, {
  timeout: 900_000,
}, async () => {
  // Two chains of nights beside each other, each with a folder and a database of its own.
  const moments = await Promise.all([killNights(SEED, KILLS / 2), killNights(SEED + 1, KILLS / 2)]);
  // They were not all killed at one place, and some after the pointer had moved.
  expect(new Set(moments.flat()).size, moments.flat().join(', ')).toBeGreaterThan(2);
});

/** Kills one night after the other, with a whole one after every fifth. @returns the last step that each killed one had finished. */
async function killNights(seed: number, kills: number): Promise<string[]> {
  const given = await makeDataFolder('postgres');
  folders.push(given.dataDir);
  const folder = publicationsFolder(given);
  const random = randomOf(seed);
  const number = () => Number(readPointer(folder)?.publicationId.split('-').at(-1) ?? 0);
  const moments: string[] = [];
  let usual = 1500;
  let [worker, next] = [new Worker(given), new Worker(given)];
  await worker.ready;
  // The very first is killed before anything was ever published.
  worker.begin('first');
  await worker.until(/^step models/);
  await worker.kill();
  expect(readPointer(folder)).toBeUndefined();

  for (let kill = 0; kill < kills; kill++) {
    [worker, next] = [next, new Worker(given)];
    await worker.ready;
    // A whole night after every fifth kill: it succeeds, and nothing of the killed ones is left.
    if (kill % 5 === 0) {
      const began = performance.now();
      const publicationId = `${DAY}-${number() + 1}`;
      worker.begin('whole');
      expect(await worker.until(/^done/)).toBe(`done whole ${publicationId}`);
      usual = performance.now() - began;
      expect(await wholePublication(folder)).toBe(publicationId);
      expect(readdirSync(folder).filter((name) => name.startsWith('.') || name.includes('lock'))).toEqual([]);
    }

    // The run that is killed: at any time of a night, or, every third one, around the move of the pointer.
    const before = number();
    let remains: string[] = [];
    worker.begin('killed');
    void worker.until(/^step extract/).then(() => {
      remains = readdirSync(folder).filter((name) => /^\.(building|retired)-/.test(name));
    });
    const isLate = kill % 3 === 2;
    if (isLate) await worker.until(/^step publish/);
    await delay(isLate ? random() * 60 : random() * usual);
    await worker.kill();
    const hasPublished = number() === before + 1;
    expect([before, before + 1]).toContain(number());
    await wholePublication(folder);
    // Whoever begins to extract has cleaned up after the one that was killed before: what is under construction is its own.
    expect(remains.length).toBeLessThanOrEqual(1);
    const [run] = readRuns(folder);
    if (hasPublished) expect(run?.outcome).toBe('published');
    moments.push(`${run?.steps.at(-1)?.step ?? 'start'}${hasPublished ? ' published' : ''}`);
  }
  await next.ready;
  next.begin('whole');
  expect(await next.until(/^done/)).toMatch(/^done whole/);
  await next.kill();
  const database = await openRegisters(given);
  const runs = await listNightRuns(database.db, { limit: 1000 });
  await database.close();
  // The database knows the end of every run, of the killed ones too.
  expect(runs.filter(({ outcome }) => outcome === 'running')).toEqual([]);
  expect(runs.filter(({ outcome }) => outcome === 'published').length).toBeGreaterThanOrEqual(kills / 5);
  return moments;
}
