import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readRuns } from '@union/nightly/history.ts';
import { listNightRuns } from '@union/nightly/night-runs.queries.ts';
import { publicationsFolder, runNight } from '@union/nightly/run.ts';
import type { Engine } from '@union/schema/db/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataFolder, makeDataFolder, openRegisters, startNight, startNightWithin } from './data-folder.ts';
import { someMetrics } from './some-metrics.ts';
import { wholePublication } from './whole-publication.ts';

const DAY = '2024-06-30';

let given: DataFolder;
let folder: string;
let current: string;
beforeAll(async () => {
  given = await makeDataFolder('postgres');
  folder = publicationsFolder(given);
  current = await publish(given);
});
afterAll(() => rmSync(given.dataDir, { recursive: true, force: true }));

/** Publishes the day. @returns the publication. */
async function publish(of: DataFolder): Promise<string> {
  const database = await openRegisters(of);
  const { manifest } = await runNight({ ...someMetrics, config: of, database, asOf: DAY });
  await database.close();
  expect(await wholePublication(publicationsFolder(of))).toBe(manifest.publicationId);
  return manifest.publicationId;
}

const leftovers = (at = folder) => readdirSync(at).filter((name) => name.startsWith('.') || name.includes('lock'));
/** The latest runs that the database knows, newest first. */
const latest = async (of = given, limit = 1) => {
  const database = await openRegisters(of);
  const runs = await listNightRuns(database.db, { limit });
  await database.close();
  return runs;
};

test('a database that is away at the start ends the night with 6, and the last publication serves', async () => {
  const away = { ...given, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' };
  const { code, output } = await startNight(away, '--for', DAY).ended;
  expect(output).toContain('(DATABASE_UNREACHABLE)');
  expect(output).toContain('无法连接数据库');
  expect(code).toBe(6);
  expect(await wholePublication(folder)).toBe(current);
  expect(leftovers()).toEqual([]);
  const { output: status, code: ended } = await startNight(away, 'status').ended;
  expect(status).toContain('DATABASE_UNREACHABLE');
  expect(status).toContain(current);
  expect(ended).toBe(0);
});

test('a database that goes away in the middle of the extract ends the night with 6; the next one publishes', async () => {
  const [holder, watcher] = [new pg.Client(given.databaseUrl), new pg.Client(given.databaseUrl)];
  await Promise.all([holder.connect(), watcher.connect()]);
  // The extract waits here until its connections are ended.
  await holder.query('begin; lock table ledger_line in access exclusive mode');
  const { ended } = startNight(given, '--for', DAY);
  const waiting = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like 'copy%'`;
  while ((await watcher.query(waiting)).rows[0].n === 0) await delay(20);
  await watcher.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'union-data-platform'`);
  await holder.query('rollback');
  await Promise.all([holder.end(), watcher.end()]);
  const { code, output } = await ended;
  expect(output).toContain('(DATABASE_LOST)');
  expect(output).toContain('数据库连接中断');
  expect(code).toBe(6);
  expect(await wholePublication(folder)).toBe(current);
  expect(leftovers()).toEqual([]);
  expect(readRuns(folder)[0]).toMatchObject({ outcome: 'failed', exitCode: 6, reason: { code: 'DATABASE_LOST' } });

  current = await publish(given);
  expect(await latest()).toMatchObject([{ outcome: 'published', publicationId: current }]);
});

test('files that may not grow end the night with 7; the next one publishes', async () => {
  const { code, output } = await startNightWithin(512 * 1024, given, '--for', DAY).ended;
  expect(output).toContain('(DISK_FULL)');
  expect(output).toContain('无可写空间');
  expect(code).toBe(7);
  expect(await wholePublication(folder)).toBe(current);
  expect(leftovers()).toEqual([]);
  expect(await latest()).toMatchObject([{ outcome: 'failed', exitCode: 7, reason: { code: 'DISK_FULL' } }]);
});

/** A small file system of its own at an empty folder; false where that takes rights that this process lacks. */
function mount(at: string, bytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.for<Engine>(['postgres', 'embedded'])(
  'a disk that is full ends the night with 7, leaves nothing, and the next one publishes: %s',
  { timeout: 600_000 },
  async (engine, { skip }) => {
    const at = mkdtempSync(join(tmpdir(), 'union-small-disk-'));
    if (!mount(at, 512 * 1024 * 1024)) skip('mounting takes rights that this process lacks');
    const registers = engine === 'postgres' ? given : await makeDataFolder(engine);
    const small = { ...registers, dataDir: at };
    // The embedded database lies on the small disk as well.
    if (engine === 'embedded') cpSync(registers.dataDir, at, { recursive: true });
    try {
      const published = publicationsFolder(small);
      const before = await publish(small);
      const filler = join(at, 'filler');
      const { bavail, bsize } = statfsSync(at);
      writeFileSync(filler, Buffer.alloc(bavail * bsize - 256 * 1024));
      const { code, output } = await startNight(small, '--for', DAY).ended;
      expect(output).toContain('(DISK_FULL)');
      expect(output).toContain('无可写空间');
      expect(code).toBe(7);
      expect(await wholePublication(published)).toBe(before);
      expect(leftovers(published)).toEqual([]);
      truncateSync(filler, 0);
      // An embedded database on the same disk may have no room for the reason; that the night did not publish is told all the same.
      const ends = engine === 'postgres' ? /失败 failed {2}退出码 exit 7 {2}DISK_FULL/ : /失败 failed|中断 interrupted/;
      expect((await startNight(small, 'status').ended).output).toMatch(ends);
      expect(await publish(small)).not.toBe(before);
      const [, full] = await latest(small, 2);
      if (engine === 'postgres') expect(full).toMatchObject({ outcome: 'failed', reason: { code: 'DISK_FULL' } });
      else expect(['failed', 'interrupted']).toContain(full?.outcome);
    } finally {
      execFileSync('umount', ['-l', at]);
      rmSync(at, { recursive: true });
    }
  },
);

test('several days are built one after the other, and the last of them is current', async () => {
  const { code, output } = await startNight(given, '--from', '2024-07-01', '--until', '2024-07-02').ended;
  expect(output).toContain('published: 2024-07-01-1');
  expect(output).toContain('published: 2024-07-02-1');
  expect(code).toBe(0);
  expect(await wholePublication(folder)).toBe('2024-07-02-1');
});

test.each([
  [['--from', '2024-07-02', '--until', '2024-07-01']],
  [['--from', '2024-07-02']],
  [['--for', '2024-07-02', '--json']],
  [['accept', '--register', 'member', '--rows', '5', '--by', ' ', '--reason', 'x']],
  [['notice', '--test']],
  [['stat']],
])('%s is wrong usage and ends with 2', async (args) => {
  const { code, output } = await startNight(given, ...args).ended;
  expect(output).toContain('(WRONG_USAGE)');
  expect(code).toBe(2);
});
