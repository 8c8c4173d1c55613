import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recordAudit } from '@union/access/audit/audit.ts';
import { operator } from '@union/access/viewer.ts';
import type { Config } from '@union/schema/config.ts';
import { type Database, type Engine, openDatabase, type Session } from '@union/schema/db/database.ts';
import { refuseDuringRestore, restoreJournal } from '@union/schema/db/restore-mark.ts';

import { filesBelow, replaceFile, syncToDisk } from '@union/warehouse/publication/files.ts';
import { verifyPublication } from '@union/warehouse/publication/verify.ts';
import { sql } from 'kysely';
import type { Entry } from './archive.ts';
import { BackupDoesNotFit, CannotReplace, KeysDoNotFit, knownFault, NothingToResume, WrongUsage } from './errors.ts';
import { makePrivateFolder, syncFolder } from './files.ts';
import { compareKeys, type KeyReport } from './key-check.ts';
import { beginLoading, finishLoading, type Loaded, loadPart } from './load-database.ts';
import { type BackupManifest, DATA_FOLDERS, PUBLICATIONS } from './manifest.ts';
import { readBackupManifest, readWholeBackup, refuseNewer } from './read-backup.ts';
import {
  type Holdings,
  holdingsOf,
  REGISTERS,
  refuseUnnamed,
  type Target,
  targetOf,
  withTargetHeld,
} from './restore-target.ts';

type RestoreConfig = Pick<Config, 'dataDir' | 'databaseUrl' | 'access' | 'bundleKey'>;
type OnProgress = (text: string, done: number | undefined) => void;

/** A backup that was read to its last byte, and how the keys that are set here stand to it. */
export type VerifiedBackup = { readonly manifest: BackupManifest; readonly bytes: number; readonly keys: KeyReport };

/** Reads all of a backup and changes nothing. @throws NotABackup, BackupDamaged, BackupNewer */
export async function verifyBackup(
  path: string,
  config: Pick<Config, 'access' | 'bundleKey'>,
  onProgress: OnProgress = () => {},
): Promise<VerifiedBackup> {
  refuseNewer(await readBackupManifest(path));
  const { manifest, bytes } = await readWholeBackup(path, undefined, (part) =>
    onProgress(`核对 reading: ${part}`, undefined),
  );
  return { manifest, bytes, keys: compareKeys(manifest.keys, config) };
}

export type RestoreOptions = {
  readonly config: RestoreConfig;
  readonly path: string;
  /** The name of a target that holds data, which is put aside. */
  readonly replace?: string | undefined;
  /** Asked before anything is changed; false ends it. Default: true. */
  readonly confirm?: (plan: RestorePlan) => Promise<boolean>;
  readonly onProgress?: OnProgress;
};

export type RestorePlan = { readonly verified: VerifiedBackup; readonly target: Target; readonly holdings: Holdings };

export type RestoreResult = Loaded & {
  readonly manifest: BackupManifest;
  readonly target: Target;
  readonly engine: Engine;
  /** The publication that is served now; null when the backup has none. */
  readonly current: string | null;
  readonly keys: KeyReport;
  /** Where what was replaced lies: a folder of the data folder, a schema of the database; null each when there was nothing. */
  readonly replaced: { readonly folder: string | null; readonly schema: string | null };
  readonly seconds: number;
};

/** What is being put in place: `restore.json`. Whoever finds it can finish, as all it names is there and was checked. */
type Journal = {
  readonly restoreId: string;
  readonly backupId: string;
  readonly engine: Engine;
  /** Of a PostgreSQL database. */
  readonly database: string | null;
  /** Folders that are moved from `.restoring/` into the data folder, what is there before them into `aside`. */
  readonly folders: readonly string[];
  readonly aside: string;
};

/** Everything is made ready here before any of it is put in place. */
const STAGING = '.restoring';

/**
 * Puts a backup in place of an empty target, or of one that was named. Everything is read and held against the manifest
 * first; then it is loaded aside (in one transaction on a PostgreSQL server), counted and checked, and only then takes its
 * place. A kill before that changes nothing; one within it leaves a mark, with which nothing opens until `resumeRestore`.
 * @returns undefined when `confirm` said no.
 * @throws NotABackup, BackupDamaged, BackupNewer, BackupDoesNotFit, KeysDoNotFit, TargetNotEmpty, CannotReplace, RestoreRunning,
 * RestoreUnfinished, ServerRunning, DataFolderInUse, NightAlreadyRunning, DatabaseUnreachable, DiskFull, FolderNotWritable
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreResult | undefined> {
  const began = performance.now();
  const { config, path, onProgress = () => {} } = options;
  const verified = await verifyBackup(path, config, onProgress);
  if (verified.keys.wrong.length > 0) throw new KeysDoNotFit(verified.keys.wrong);
  const target = targetOf(config);
  const { dataDir } = target;
  try {
    const isNew = !existsSync(dataDir);
    if (isNew) makePrivateFolder(dataDir);
    refuseDuringRestore(dataDir);
    return await withTargetHeld(target, async (server) => {
      const holdings = await holdingsOf(target, server, verified.manifest.publications !== null);
      refuseUnnamed(target, holdings, options.replace);
      if (options.confirm && !(await options.confirm({ verified, target, holdings }))) return undefined;
      const restored = await restore({ path, target, holdings, verified, onProgress }, server);
      return { ...restored, seconds: (performance.now() - began) / 1000 };
    });
  } catch (error) {
    throw knownFault(error, dataDir) ?? error;
  }
}

type Work = {
  readonly path: string;
  readonly target: Target;
  readonly holdings: Holdings;
  readonly verified: VerifiedBackup;
  readonly onProgress: OnProgress;
};

async function restore(work: Work, server: Database | undefined): Promise<Omit<RestoreResult, 'seconds'>> {
  const { target, holdings, verified } = work;
  const { manifest, keys } = verified;
  const { dataDir } = target;
  const staging = join(dataDir, STAGING);
  const engine: Engine = server ? 'postgres' : 'embedded';
  const stamp = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  rmSync(staging, { recursive: true, force: true });
  makePrivateFolder(staging);
  const journal: Journal = {
    ...{ restoreId: randomUUID(), backupId: manifest.backupId, engine, database: server ? target.name : null },
    folders: [
      ...(engine === 'embedded' ? [REGISTERS] : []),
      ...DATA_FOLDERS.filter((name) => name !== PUBLICATIONS || manifest.publications !== null),
    ],
    aside: `replaced-${stamp}`,
  };
  const schema = server && holdings.database ? `replaced_${stamp.toLowerCase()}` : null;
  let marked = false;
  const mark = () => {
    marked = true;
    replaceFile(dataDir, 'restore.json', `${JSON.stringify(journal)}\n`);
  };
  try {
    const database = server ?? (await openDatabase({ dataDir: staging, own: true }));
    let loaded: Loaded;
    try {
      loaded = await database.session(async (session) => {
        if (schema) await putSchemaAside(session, schema);
        const done = await load(work, session, staging, journal);
        // On a server the transaction and the folders take their place one after the other: the mark stands before both.
        if (server) {
          mark();
          work.onProgress('提交 committing', undefined);
        }
        return done;
      });
    } finally {
      if (!server) await database.close();
    }
    if (!server) {
      syncFolder(join(staging, REGISTERS));
      mark();
    }
    const folder = putInPlace(dataDir, journal, work.onProgress);
    const current = manifest.publications?.current ?? null;
    return { ...loaded, manifest, target, engine, current, keys, replaced: { folder, schema } };
  } catch (error) {
    // Once it is marked only who resumes can tell what is in place.
    if (!marked) rmSync(staging, { recursive: true, force: true });
    throw error;
  }
}

/** Loads and checks everything inside the open transaction, and records it there. */
async function load(work: Work, session: Session, staging: string, journal: Journal): Promise<Loaded> {
  const { path, target, verified, onProgress } = work;
  const { manifest } = verified;
  for (const name of journal.folders) {
    if (name !== REGISTERS) mkdirSync(join(staging, name), { recursive: true, mode: 0o700 });
  }
  onProgress(`建表 making tables of ${manifest.migrations.at(-1)}`, undefined);
  const loading = await beginLoading(session, manifest);
  await readWholeBackup(
    path,
    async (entry) => {
      if (!(await loadPart(loading, entry))) await stage(staging, entry);
    },
    (part, bytes) => onProgress(`恢复 restoring: ${part}`, bytes / verified.bytes),
  );
  keepReleases(target.dataDir, staging);
  const loaded = await finishLoading(loading, (what, done) => onProgress(`约束与索引 constraints: ${what}`, done));
  const current = manifest.publications?.current;
  if (current) {
    onProgress(`核对发布 verifying the publication ${current}`, undefined);
    const found = await verifyPublication(join(staging, PUBLICATIONS));
    if (found?.manifest.publicationId !== current) {
      throw new BackupDoesNotFit(`the current publication is not ${current}`, `当前发布不是 ${current}`);
    }
  }
  syncFolder(staging, (file) => file.startsWith(`${REGISTERS}/`));
  const details = { backup_id: manifest.backupId, made_at: manifest.madeAt, restore_id: journal.restoreId };
  await recordAudit(session.db, operator(userInfo().username), { action: 'restore', register: 'audit_event', details });
  return loaded;
}

async function stage(staging: string, { path, body }: Entry): Promise<void> {
  if (!DATA_FOLDERS.some((folder) => path.startsWith(`${folder}/`))) {
    throw new BackupDoesNotFit(`it holds ${path}`, `含有 ${path}`);
  }
  const to = join(staging, path);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  await pipeline(body, createWriteStream(to));
}

/** Releases of the elements that came after the backup stay: pages name them. */
function keepReleases(dataDir: string, staging: string): void {
  const releases = join(dataDir, 'embed-releases');
  if (!existsSync(releases)) return;
  for (const path of filesBelow(releases)) {
    const to = join(staging, 'embed-releases', path);
    if (existsSync(to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, readFileSync(join(releases, path)));
  }
}

/** Lets what the database holds lie in another schema, all of it, for whoever wants it back. @throws CannotReplace */
async function putSchemaAside({ db }: Session, schema: string): Promise<void> {
  try {
    await sql`alter schema public rename to ${sql.id(schema)}`.execute(db);
    await sql`create schema public`.execute(db);
    await sql`grant usage on schema public to public`.execute(db);
  } catch (error) {
    throw (error as { code?: string }).code === '42501' ? new CannotReplace(error as Error) : error;
  }
}

/**
 * Moves the folders of a journal into place, as far as that was not done, and takes the mark away.
 * @returns the folder of what was there before; null when there was nothing.
 */
function putInPlace(dataDir: string, { folders, aside }: Journal, onProgress: OnProgress): string | null {
  const staging = join(dataDir, STAGING);
  const old = join(dataDir, aside);
  for (const name of folders) {
    const [from, to, away] = [join(staging, name), join(dataDir, name), join(old, name)];
    if (!existsSync(from)) continue;
    onProgress(`就位 putting in place: ${name}`, undefined);
    if (existsSync(to)) {
      mkdirSync(old, { recursive: true, mode: 0o700 });
      renameSync(to, away);
      syncToDisk(old);
    }
    renameSync(from, to);
    syncToDisk(dataDir);
  }
  // The lock of the night moved with its folder.
  rmSync(join(old, PUBLICATIONS, 'night.lock'), { force: true });
  rmSync(restoreJournal(dataDir), { force: true });
  syncToDisk(dataDir);
  rmSync(staging, { recursive: true, force: true });
  return existsSync(old) ? old : null;
}

export type Resumed = {
  readonly backupId: string;
  /** `undone`: the database had not taken it, so nothing was changed at all. */
  readonly outcome: 'finished' | 'undone';
  readonly replacedFolder: string | null;
};

/** Finishes a restore that was broken off while it put data in place. @throws NothingToResume, WrongUsage, and what opening throws */
export async function resumeRestore(config: RestoreConfig, onProgress: OnProgress = () => {}): Promise<Resumed> {
  const target = targetOf(config);
  const { dataDir } = target;
  const journal = readJournal(dataDir);
  if (!journal) throw new NothingToResume(dataDir);
  const engine: Engine = target.databaseUrl ? 'postgres' : 'embedded';
  if (journal.engine !== engine || (journal.database !== null && journal.database !== target.name)) {
    throw new WrongUsage(
      `the restore went into ${journal.database ?? 'the embedded database'}; set DATABASE_URL as it was then`,
      `该次恢复的目标是 ${journal.database ?? '内置数据库'}；请按当时设置 DATABASE_URL`,
    );
  }
  return withTargetHeld(target, async (server) => {
    const { backupId } = journal;
    if (server && !(await wasCommitted(server, journal.restoreId))) {
      rmSync(restoreJournal(dataDir), { force: true });
      rmSync(join(dataDir, STAGING), { recursive: true, force: true });
      return { backupId, outcome: 'undone', replacedFolder: null };
    }
    return { backupId, outcome: 'finished', replacedFolder: putInPlace(dataDir, journal, onProgress) };
  });
}

/** Whether the database took what was restored: its audit says so, in the same transaction. */
async function wasCommitted({ db }: Database, restoreId: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('public.audit_event') is not null as there
  `.execute(db);
  if (!rows[0]?.there) return false;
  const found = await sql`
    select from audit_event where action = 'restore' and details ->> 'restore_id' = ${restoreId}
  `.execute(db);
  return found.rows.length > 0;
}

function readJournal(dataDir: string): Journal | undefined {
  try {
    return JSON.parse(readFileSync(restoreJournal(dataDir), 'utf8')) as Journal;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
