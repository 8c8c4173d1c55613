import { rmSync } from 'node:fs';
import { publicationsFolder, runNight } from '@union/nightly/run.ts';
import { readManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataFolder, makeDataFolder, openRegisters, startNight } from './data-folder.ts';

/** What an operator types, on a federation with two publications. */
const DAY = '2024-06-30';
const writeStatic = async () => {};
let given: DataFolder;
let first: string;
let second: string;

beforeAll(async () => {
  given = await makeDataFolder('postgres');
  const database = await openRegisters(given);
  const night = async () =>
    (await runNight({ config: given, database, asOf: DAY, writeStatic })).manifest.publicationId;
  first = await night();
  await sql`update trade_union set dissolved_on = '2024-06-15' where union_code = 'U2'`.execute(database.db);
  second = await night();
  await database.close();
});
afterAll(() => rmSync(given.dataDir, { recursive: true, force: true }));

const nightly = (...args: string[]) => startNight(given, ...args).ended;

test('verify says what it read, and ends with 2 for a publication that is not kept', async () => {
  const { code, output } = await nightly('verify');
  expect([code, output]).toEqual([0, expect.stringContaining(`whole: ${second}`)]);
  const missing = await nightly('verify', '1999-01-01-1');
  expect([missing.code, missing.output]).toEqual([2, expect.stringContaining('NO_SUCH_PUBLICATION')]);
});

test('diff names the metrics and figures that are restated', async () => {
  const { code, output } = await nightly('diff', first, second, '--scope', 'region:320924');
  expect(code).toBe(0);
  expect(output).toMatch(/enterprise_unionisation_rate .+: [1-9]\d* \/ 0/);
  expect(output).toMatch(/enterprise_unionisation_rate region:320924: \d+\/\d+ → \d+\/\d+/);
  expect((await nightly('diff', first)).code).toBe(2);
});

test('a period is closed once, blocks the night, and is restated with a reason', { timeout: 600_000 }, async () => {
  const close = ['close-period', '--period', '2024-05', '--by', '王科长'];
  expect(await nightly(...close)).toMatchObject({ code: 0, output: expect.stringContaining('2024-05-31') });
  expect(await nightly(...close)).toMatchObject({ code: 2, output: expect.stringContaining('PERIOD_NOT_CLOSABLE') });
  expect((await nightly('close-period', '--period', 'May', '--by', '王')).code).toBe(2);

  const database = await openRegisters(given);
  await sql`update trade_union set dissolved_on = '2024-05-15' where union_code = 'U2'`.execute(database.db);
  await database.close();
  const blocked = await nightly('--for', DAY);
  expect(blocked).toMatchObject({ code: 4, output: expect.stringContaining('CLOSED_PERIOD_CHANGED') });
  const { output } = await nightly('status');
  expect(output).toMatch(
    /CLOSED_PERIOD_CHANGED[\s\S]*✗ closed periods: a figure changes by leave of a restatement alone \([1-9]/,
  );

  expect((await nightly('restate', '--period', '2024-05', '--by', '王科长')).code).toBe(2);
  const restated = await nightly('restate', '--period', '2024-05', '--by', '王科长', '--reason', '解散日期更正');
  expect(restated).toMatchObject({ code: 0, output: expect.stringContaining('解散日期更正') });
  expect((await nightly('--for', DAY)).code).toBe(0);
  const folder = publicationsFolder(given);
  const { files } = readManifest(folder, readPointer(folder)?.publicationId as string);
  expect(files.find(({ path }) => path === 'parquet/restatement.parquet')?.rows).toBeGreaterThan(0);
});
