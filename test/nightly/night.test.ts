import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lastFailure, readRuns } from '@union/nightly/history.ts';
import { publicationsFolder, runNight } from '@union/nightly/run.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eachEngine } from '../support/database.ts';
import { type DataFolder, makeDataFolder, openRegisters, startNight } from './data-folder.ts';
import { NightWorker } from './night-process.ts';
import { someMetrics } from './some-metrics.ts';
import { wholePublication } from './whole-publication.ts';

const DAY = '2024-06-30';

function leftovers(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('.') || name.includes('lock'));
}

eachEngine((engine) => {
  let given: DataFolder;
  let folder: string;
  beforeAll(async () => {
    given = await makeDataFolder(engine);
    folder = publicationsFolder(given);
  });
  afterAll(() => rmSync(given.dataDir, { recursive: true, force: true }));

  test('the command publishes, says so, and ends with 0', async () => {
    const { code, output } = await startNight(given, '--for', DAY).ended;
    expect(output).toContain(`published: ${DAY}-1`);
    expect(code).toBe(0);
    expect(await wholePublication(folder)).toBe(`${DAY}-1`);
    expect(leftovers(folder)).toEqual([]);
    const { output: status } = await startNight(given, 'status').ended;
    expect(status).toContain(`${DAY}-1`);
  });

  test('of two runs at once one publishes and the other is refused with 3', async () => {
    const ended = await Promise.all([startNight(given, '--for', DAY).ended, startNight(given, '--for', DAY).ended]);
    expect(ended.map(({ code }) => code).toSorted()).toEqual([0, 3]);
    expect(ended.find(({ code }) => code === 3)?.output).toContain('NIGHT_ALREADY_RUNNING');
    expect(await wholePublication(folder)).toBe(`${DAY}-2`);
  });

  if (engine === 'embedded') {
    // On a server this is what kill.test.ts does, fifty times; here the killed process has the database open as well.
    test('a run that is killed at any moment leaves a whole publication, and the next cleans up', {
      timeout: 600_000,
    }, async () => {
      for (const step of ['extract', 'models', 'publish', undefined, 'files'] as const) {
        const before = await wholePublication(folder);
        await new NightWorker(given, DAY).run({ step, share: 0.5, ms: 5 });
        expect([before, `${DAY}-${Number(before.split('-').at(-1)) + 1}`]).toContain(await wholePublication(folder));
      }
      expect(lastFailure(folder)?.code).toBe('NIGHT_INTERRUPTED');
      expect(leftovers(folder)).not.toEqual([]);

      const next = await startNight(given, '--for', DAY).ended;
      expect(next.code).toBe(0);
      expect(await wholePublication(folder)).toBe(/published: (\S+)/.exec(next.output)?.[1]);
      expect(leftovers(folder)).toEqual([]);
      expect(lastFailure(folder)).toBeUndefined();
    });
  }
});

describe('whatever the engine', () => {
  let given: DataFolder;
  let folder: string;
  beforeAll(async () => {
    given = await makeDataFolder('postgres');
    folder = publicationsFolder(given);
  });
  afterAll(() => rmSync(given.dataDir, { recursive: true, force: true }));

  test('the manifest tells rows, hashes, definitions, inputs and durations', async () => {
    const database = await openRegisters(given);
    const { manifest } = await runNight({ ...someMetrics, config: given, database, asOf: DAY });
    await database.close();
    expect(manifest).toMatchObject({ publicationId: `${DAY}-1`, asOf: DAY, previous: null });
    expect(manifest.inputs.rows).toMatchObject({ enterprise: 200, coverage_link: 150 });
    expect(manifest.definitions).toMatchObject({ enterprise_unionisation_rate: 1 });
    expect(manifest.checks.length).toBeGreaterThan(20);
    const text = readFileSync(join(folder, manifest.publicationId, 'manifest.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(manifest);
  });

  test('a broken promise publishes nothing and is told as the reason', async () => {
    const before = await wholePublication(folder);
    const database = await openRegisters(given);
    // Two federations above each other: a tree without a top.
    const ring = (parent: string | null) =>
      sql`update federation set parent_code = ${parent} where federation_code = '320924'`.execute(database.db);
    await ring('320924100');
    await expect(runNight({ ...someMetrics, config: given, database, asOf: DAY })).rejects.toMatchObject({
      code: 'CHECKS_FAILED',
    });
    await ring(null);
    await database.close();
    expect(await wholePublication(folder)).toBe(before);
    expect(leftovers(folder)).toEqual([]);
    const [run] = readRuns(folder);
    expect(run).toMatchObject({ outcome: 'failed', asOf: DAY, publicationId: null, reason: { code: 'CHECKS_FAILED' } });
    expect(lastFailure(folder)?.en).toContain('has its top');
    // What held is on record beside what did not: of the inputs, and of every model.
    const [broken, held] = [run?.checks.filter(({ failures }) => failures > 0), run?.checks.map(({ name }) => name)];
    expect(broken?.some(({ name }) => name.includes('has its top'))).toBe(true);
    expect(held?.filter((name) => name.startsWith('input ')).length).toBeGreaterThan(50);
    expect(held?.filter((name) => name.startsWith('figure: ')).length).toBeGreaterThan(0);
  });

  test('a failed static file publishes nothing', async () => {
    const before = await wholePublication(folder);
    const database = await openRegisters(given);
    const failing = async () => {
      throw new Error('the disk is full');
    };
    await expect(
      runNight({ ...someMetrics, config: given, database, asOf: DAY, writeStatic: failing }),
    ).rejects.toThrow('the disk is full');
    await database.close();
    expect(await wholePublication(folder)).toBe(before);
    expect(lastFailure(folder)).toMatchObject({ code: 'NIGHT_FAILED' });
  });

  test('a federation that rates no unions yet is published, with stars that are not applicable', async () => {
    const unrated = await makeDataFolder('postgres');
    const database = await openRegisters(unrated);
    await sql`truncate star_rating, rating_round, rating_level, rating_scheme cascade`.execute(database.db);
    const { manifest } = await runNight({ config: unrated, database, asOf: DAY });
    await database.close();
    const files = manifest.files.map(({ path }) => path);
    expect(files).toContain('static/park-coverage/region-320924.json');
    expect(files).toContain('static/star-distribution/region-320924.json');
    const place = join(
      publicationsFolder(unrated),
      manifest.publicationId,
      'static/star-distribution/region-320924.json',
    );
    expect(JSON.parse(readFileSync(place, 'utf8')).data.distribution).toMatchObject({
      ...{ state: 'NOT_APPLICABLE', scheme: null, levels: [] },
    });
  });

  test('a reader that never stops asking sees every switch and no failure', async () => {
    const database = await openRegisters(given);
    const publications = openPublications(folder, { pollMs: 10 });
    const seen = new Set<string>();
    let isOver = false;
    const reader = async () => {
      while (!isOver) {
        const publication = publications.current();
        if (!publication) throw new Error('there is no publication');
        const [row] = await publication.query<{ n: number }>(
          'select count(*) as n from figure_member_rate where scope_id = $1 and valid_from <= $2 and valid_to > $2',
          ['region:320924', DAY],
        );
        expect(row?.n).toBeGreaterThan(0);
        seen.add(publication.id);
      }
    };
    const readers = Promise.all(Array.from({ length: 4 }, reader));
    const published: string[] = [];
    for (let night = 0; night < 2; night++) {
      const { manifest } = await runNight({ ...someMetrics, config: given, database, asOf: DAY });
      published.push(manifest.publicationId);
      await delay(200);
    }
    isOver = true;
    await readers;
    expect([...seen]).toEqual(expect.arrayContaining(published));
    await publications.close();
    await database.close();
  });

  test('a night of an earlier day is kept beside the current one and does not replace it', async () => {
    const before = await wholePublication(folder);
    const database = await openRegisters(given);
    await runNight({ ...someMetrics, config: given, database, asOf: '2024-01-31' });
    await database.close();
    expect(await wholePublication(folder)).toBe(before);
    const publications = openPublications(folder);
    expect((await publications.find({ id: '2024-01-31-1' }))?.manifest.asOf).toBe('2024-01-31');
    expect(await publications.find({ publishedUntil: '2024-07-01' })).toBeUndefined();
    expect((await publications.find({ publishedUntil: '2999-01-01' }))?.id).toBe(before);
    await publications.close();
  });

  test('a lock of a process that is gone does not stop the night', async () => {
    writeFileSync(
      join(folder, 'night.lock'),
      JSON.stringify({ pid: 2 ** 22, host: hostname(), bornAt: '1', since: '' }),
    );
    const database = await openRegisters(given);
    await expect(runNight({ ...someMetrics, config: given, database, asOf: DAY })).resolves.toBeDefined();
    await database.close();
    expect(leftovers(folder)).toEqual([]);
  });

  test('a day that is not over is refused', async () => {
    const { code, output } = await startNight(given, '--for', '2999-01-01').ended;
    expect(output).toContain('INVALID_NIGHT');
    expect(code).toBe(2);
  });
});
