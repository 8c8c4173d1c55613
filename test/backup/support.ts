import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeHousehold } from '@union/access/personal/persons.ts';
import { sealerOf } from '@union/access/personal/seal.ts';
import { Reaches } from '@union/access/reach.ts';
import { operator } from '@union/access/viewer.ts';
import { readTables } from '@union/backup/database-shape.ts';

import { runNight } from '@union/nightly/run.ts';
import { type Config, readConfig } from '@union/schema/config.ts';
import { type Database, type Engine, openDatabase } from '@union/schema/db/database.ts';
import { pin } from '@union/warehouse/publication/pins.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { makeDataFolder } from '../nightly/data-folder.ts';
import { someMetrics } from '../nightly/some-metrics.ts';

export const key = randomBytes(32).toString('base64');
const keys = { PERSONAL_KEYS: `k1:${key}`, PERSONAL_HASH_KEY: 'a key for the hashes of ID numbers' };

/** Settings of a data folder, with the keys of its personal data. */
export function settingsOf(dataDir: string, databaseUrl?: string, others: Record<string, string> = keys): Config {
  return readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '', ...others });
}

/** A data folder with registers, somebody's sealed name, a session, an audit, a publication, a pin and a notice that waits. */
export async function makeFederation(engine: Engine): Promise<Config> {
  const { dataDir, databaseUrl } = await makeDataFolder(
    engine,
    `insert into account (name, created_by) values ('王', 'test');
     insert into account_session (session_sha256, account_id, method, expires_at)
       select repeat('a', 64), account_id, 'link', now() + interval '1 day' from account;`,
  );
  const config = settingsOf(dataDir, databaseUrl);
  const database = await openDatabase(config);
  try {
    const { file_no } = await database.db.selectFrom('hardship_household').select('file_no').executeTakeFirstOrThrow();
    const work = {
      ...{ db: database.db, reaches: new Reaches(operator('test'), new Map()) },
      sealer: sealerOf(config.access.personal),
    };
    await writeHousehold(work, file_no, [{ relationCode: '0', name: '张三, "the elder"\n\\.', phone: '13800000000' }]);
    const { manifest } = await runNight({ ...someMetrics, config, database, asOf: '2024-06-30' });
    const { publicationId } = manifest;
    pin(join(dataDir, 'publications'), { publicationId, pinnedAt: '2024-07-01T00:00:00.000Z', by: '王', note: '年报' });
  } finally {
    await database.close();
  }
  mkdirSync(join(dataDir, 'notices'), { recursive: true });
  writeFileSync(join(dataDir, 'notices', 'waiting.json'), '{"a": 1}');
  mkdirSync(join(dataDir, 'embed-releases', '9.9.9'), { recursive: true });
  writeFileSync(join(dataDir, 'embed-releases', '9.9.9', 'widgets.js'), 'export {};');
  return config;
}

/** Each table's rows and their hash, the order of rows aside. */
export async function fingerprintOf({ db }: Database): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { table } of await readTables(db)) {
    const { rows } = await sql<{ print: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(row, '' order by row collate "C")), '') as print
      from (select md5(t::text) as row from ${sql.table(table)} as t) as hashed
    `.execute(db);
    found[table] = rows[0]?.print ?? '';
  }
  return found;
}

/** What guards the rows: constraints, indexes, triggers and whether they are on, identities; `with` their definitions. */
export async function guardsOf({ db }: Database): Promise<string[]> {
  const { rows } = await sql<{ guard: string }>`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as guard
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select tgname || ' ' || tgenabled::text || ' ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select attrelid::regclass || ' ' || attname || ' ' || attidentity::text from pg_attribute
      join pg_class on pg_class.oid = attrelid and relnamespace = 'public'::regnamespace where attidentity <> ''
    order by 1
  `.execute(db);
  return rows.map(({ guard }) => guard);
}

let databases = 0;

/** A PostgreSQL database with nothing in it. */
export async function emptyDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'));
  const name = `test_${process.pid}_empty_${databases++}`;
  const client = new pg.Client(url.href);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

/** Opens the registers, tells something of them, and closes them. */
export async function within<T>(config: Config, ask: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl });
  try {
    return await ask(database);
  } finally {
    await database.close();
  }
}

const root = new URL('../../', import.meta.url);
export const BACKUP = fileURLToPath(new URL('services/backup/backup-cli.ts', root));
export const RESTORE = fileURLToPath(new URL('services/backup/restore-cli.ts', root));
const WORKER = fileURLToPath(new URL('./backup-worker.ts', import.meta.url));

export type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
};

/** Runs a command with the settings of a data folder. */
export function run(config: Config, script: string, ...args: string[]): Promise<Ended> {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    env: {
      ...{ ...process.env, ...keys, DATA_DIR: config.dataDir, DATABASE_URL: config.databaseUrl ?? '' },
      BACKUP_DIR: config.backupDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.err += text));
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, ...texts })));
}

/** Backs up or restores in a process that is killed when it tells of these words. */
export async function killedAt(
  config: Config,
  what: 'backup' | 'restore',
  path: string,
  words: string,
  replace?: string,
): Promise<void> {
  const ended = await run(config, WORKER, what, path, words, ...(replace ? [replace] : []));
  if (ended.signal !== 'SIGKILL') throw new Error(`not killed at ${words}: ${ended.out}${ended.err}`);
}
