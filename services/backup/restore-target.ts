import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { takeLockFile as takeNightLock, withAdvisoryLock } from '@union/nightly/lock.ts';
import type { Config } from '@union/schema/config.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { ownerOfEmbedded } from '@union/schema/db/embedded.ts';
import { keepServersOut } from '@union/schema/db/presence.ts';
import { restoreLock } from '@union/schema/db/restore-mark.ts';
import { DataFolderInUse, RestoreRunning } from '@union/schema/errors.ts';
import { takeLockFile } from '@union/schema/lock-file.ts';
import { listPublicationIds } from '@union/warehouse/publication/publications.ts';
import { sql } from 'kysely';
import { TargetNotEmpty } from './errors.ts';
import { PUBLICATIONS } from './manifest.ts';

export const REGISTERS = 'registers';

/** Where a restore puts data: a data folder, and a PostgreSQL database or the embedded one in the folder. */
export type Target = {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** As people are told of it; no password. */
  readonly where: string;
  /** By which it must be named to be replaced: of the database, or of the folder. */
  readonly name: string;
};

export function targetOf({ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>): Target {
  if (databaseUrl === undefined) return { dataDir, databaseUrl, where: dataDir, name: basename(dataDir) };
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  return { dataDir, databaseUrl, where: `${url.host}/${name} + ${dataDir}`, name };
}

/** Runs `work` while nobody else opens the data: no server, no night, no other restore. */
export async function withTargetHeld<T>(
  target: Target,
  work: (server: Database | undefined) => Promise<T>,
): Promise<T> {
  const { dataDir, databaseUrl, where } = target;
  const releases: (() => unknown)[] = [];
  try {
    releases.push(takeLockFile(restoreLock(dataDir), (holder) => new RestoreRunning(dataDir, holder)));
    const publications = join(dataDir, PUBLICATIONS);
    if (existsSync(publications)) releases.push(takeNightLock(publications));
    if (databaseUrl === undefined) {
      const registers = join(dataDir, REGISTERS);
      const owner = await ownerOfEmbedded(registers);
      if (owner !== undefined) throw new DataFolderInUse(registers, owner);
      return await work(undefined);
    }
    // Marks of the folder are not asked: they are this restore's own.
    const server = await openDatabase({ databaseUrl, dataDir: 'memory://', poolSize: 3 });
    releases.push(() => server.close());
    releases.push(await keepServersOut(databaseUrl, where));
    return await withAdvisoryLock(server, () => work(server));
  } finally {
    for (const release of releases.toReversed()) await release();
  }
}

/** What the target holds: `database` and `folder` say whether each does. */
export type Holdings = {
  readonly database: boolean;
  readonly folder: boolean;
  /** `[Chinese, English]` each. */
  readonly words: readonly (readonly [string, string])[];
};

export async function holdingsOf(
  { dataDir, databaseUrl }: Target,
  server: Database | undefined,
  withPublications: boolean,
): Promise<Holdings> {
  const words: (readonly [string, string])[] = [];
  let database = false;
  if (databaseUrl === undefined) {
    database = existsSync(join(dataDir, REGISTERS, 'PG_VERSION'));
    if (database) words.push(['登记数据库', 'a database of registers']);
  } else if (server) {
    const { rows } = await sql<{ tables: number }>`
      select count(*) as tables from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
    `.execute(server.db);
    database = (rows[0]?.tables ?? 0) > 0;
    if (database) words.push([`${rows[0]?.tables} 张表`, `${rows[0]?.tables} tables`]);
  }
  const ids = withPublications ? listPublicationIds(join(dataDir, PUBLICATIONS)) : [];
  if (ids.length > 0) words.push([`${ids.length} 次发布`, `${ids.length} publications`]);
  return { database, folder: ids.length > 0, words };
}

/** @param replace the name that was given. @throws TargetNotEmpty unless the target is empty or was named. */
export function refuseUnnamed(target: Target, holdings: Holdings, replace: string | undefined): void {
  if (!holdings.database && !holdings.folder) return;
  if (replace === target.name || (target.databaseUrl === undefined && replace === target.dataDir)) return;
  const [zh, en] = [0, 1].map((language) => holdings.words.map((word) => word[language]).join(language ? ', ' : '、'));
  throw new TargetNotEmpty(target.where, { zh: zh ?? '', en: en ?? '' }, target.name);
}
