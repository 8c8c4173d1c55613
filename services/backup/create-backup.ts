import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { recordAudit } from '@union/access/audit/audit.ts';
import { operator } from '@union/access/viewer.ts';
import { dayIn } from '@union/schema/calendar.ts';
import type { Config } from '@union/schema/config.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { takeLockFile } from '@union/schema/lock-file.ts';
import { codeVersion } from '@union/warehouse/build.ts';
import { sha256Of, syncToDisk } from '@union/warehouse/publication/files.ts';
import { POINTER } from '@union/warehouse/publication/manifest.ts';
import { sql } from 'kysely';
import { packFolder } from './archive.ts';
import { listBackups, recordBackup, removeLeftovers } from './backups.ts';
import { type Copied, copyOtherFiles, copyPublications, pointerText, seePublications } from './data-files.ts';
import { readTables } from './database-shape.ts';
import { dumpDatabase } from './dump-database.ts';
import { BackupExists, BackupRunning, knownFault, NothingToBackUp } from './errors.ts';
import { makePrivateFolder, syncFolder } from './files.ts';
import { describeKeys } from './key-check.ts';
import { type BackupManifest, backupIdOf, FORMAT, MANIFEST, MANIFEST_SHA256, PUBLICATIONS } from './manifest.ts';
import { readWholeBackup } from './read-backup.ts';
import { rotate } from './rotate.ts';

export type BackupOptions = {
  readonly config: Pick<Config, 'dataDir' | 'databaseUrl' | 'timeZone' | 'access' | 'bundleKey'>;
  /** A folder of backups, or the one file to write: a name that ends in `.tar`. */
  readonly to: string;
  /** One file, named by its moment, in the folder `to`. */
  readonly asFile?: boolean;
  readonly withoutPublications?: boolean;
  /** How many backups stay in the folder, this one among them; all of them when absent. */
  readonly keep?: number | undefined;
  readonly onProgress?: (text: string, done: number | undefined) => void;
};

export type BackupResult = {
  readonly path: string;
  readonly manifest: BackupManifest;
  /** All that is in it, and what of it an earlier backup in the same place holds already. */
  readonly bytes: number;
  readonly sharedBytes: number;
  readonly seconds: number;
  /** Ids of backups that `keep` let go, and what killed backups had left behind. */
  readonly removed: readonly string[];
  readonly removedLeftovers: readonly string[];
};

/**
 * Makes one backup of all that cannot be made again, reads it back, and only then gives it its name: a backup that has a
 * name is whole. Works beside a running server and a running night.
 * @throws NothingToBackUp, BackupRunning, BackupExists, DiskFull, FolderNotWritable, and what opening the database throws.
 */
export async function createBackup(options: BackupOptions): Promise<BackupResult> {
  const isFile = options.to.endsWith('.tar');
  const folder = isFile ? dirname(options.to) : options.to;
  try {
    if (isFile && existsSync(options.to)) throw new BackupExists(options.to);
    makeFolder(folder);
    const release = takeLockFile(join(folder, 'backup.lock'), (holder) => new BackupRunning(folder, holder));
    try {
      return await writeBackup(options, folder, isFile ? options.to : undefined);
    } finally {
      release();
    }
  } catch (error) {
    throw knownFault(error, folder) ?? error;
  }
}

/** A folder that is there already keeps its rights: it may be shared for a reason. */
function makeFolder(folder: string): void {
  if (!existsSync(folder)) makePrivateFolder(folder);
}

async function writeBackup(options: BackupOptions, folder: string, file: string | undefined): Promise<BackupResult> {
  const began = performance.now();
  const { config, onProgress = () => {} } = options;
  const removedLeftovers = removeLeftovers(folder);
  const backupId = freeId(folder);
  const asFile = file !== undefined || options.asFile === true;
  const aside = join(folder, `.${backupId}.part`);
  makePrivateFolder(aside);
  try {
    const database = await openRegisters(config);
    let seen: ReturnType<typeof seePublications> | undefined;
    const dump = await (async () => {
      try {
        await recordIt(database, backupId);
        return await dumpDatabase(
          database,
          aside,
          () => {
            seen = options.withoutPublications ? undefined : seePublications(config.dataDir);
          },
          (table, done, of) => onProgress(`数据库 database: ${table}`, done / of),
        );
      } finally {
        await database.close();
      }
    })();
    const earlier = listBackups(folder).flatMap((kept) => (kept.isFolder ? [kept.path] : []));
    const copied: Copied | undefined =
      seen &&
      (await copyPublications(config.dataDir, aside, seen, {
        ...{ way: asFile ? 'link' : 'own', earlier: asFile ? [] : earlier },
        onPublication: (id, done, of) => onProgress(`发布 publications: ${id}`, done / of),
      }));
    const others = await copyOtherFiles(config.dataDir, aside, copied !== undefined);
    const current = copied?.publications.current;
    const pointer = current ? pointerText(aside, current) : undefined;
    if (pointer !== undefined) writeFileSync(join(aside, PUBLICATIONS, POINTER), pointer, { mode: 0o600 });
    const { parts, sealedBy, ...told } = dump;
    const manifest: BackupManifest = {
      ...{ format: FORMAT, backupId, ...told, day: dayIn(config.timeZone, new Date(dump.madeAt)) },
      ...{ productVersion: codeVersion(), keys: describeKeys(config, sealedBy) },
      publications: copied?.publications ?? null,
      parts: [
        ...parts,
        ...others,
        ...(copied?.parts ?? []),
        ...(pointer === undefined
          ? []
          : [{ path: `${PUBLICATIONS}/${POINTER}`, bytes: Buffer.byteLength(pointer), sha256: sha256Of(pointer) }]),
      ].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    };
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    writeFileSync(join(aside, MANIFEST), text, { mode: 0o600 });
    writeFileSync(join(aside, MANIFEST_SHA256), `${sha256Of(text)}  ${MANIFEST}\n`, { mode: 0o600 });

    const path = file ?? join(folder, asFile ? `${backupId}.tar` : backupId);
    const packed = asFile ? `${aside}.tar` : aside;
    if (asFile) {
      onProgress('打包 packing', undefined);
      await packFolder(aside, packed);
    } else syncFolder(aside, (part) => copied?.linked.has(part) ?? false);
    const { bytes } = await readWholeBackup(packed, undefined, (part) =>
      onProgress(`核对 reading back: ${part}`, undefined),
    );
    if (asFile) syncToDisk(packed);
    if (existsSync(path)) throw new BackupExists(path);
    renameSync(packed, path);
    syncToDisk(folder);
    if (asFile) rmSync(aside, { recursive: true, force: true });

    const isComplete = (copied?.publications.damaged.length ?? 0) === 0;
    const { madeAt } = manifest;
    if (existsSync(config.dataDir)) {
      recordBackup(config.dataDir, { backupId, path, madeAt, finishedAt: new Date().toISOString(), bytes, isComplete });
    }
    return {
      ...{ path, manifest, bytes, removedLeftovers, sharedBytes: copied?.sharedBytes ?? 0 },
      seconds: (performance.now() - began) / 1000,
      removed: options.keep === undefined ? [] : await rotate(folder, options.keep, copied !== undefined),
    };
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    rmSync(`${aside}.tar`, { force: true });
    throw error;
  }
}

/** A name that no backup of the folder has: two within a second are told apart. */
function freeId(folder: string): string {
  const id = backupIdOf(new Date());
  const taken = new Set(listBackups(folder).map(({ backupId }) => backupId));
  for (let number = 2, tried = id; ; number++) {
    if (!taken.has(tried) && !existsSync(join(folder, tried))) return tried;
    tried = `${id}-${number}`;
  }
}

/** Opens the registers as they are: a backup before an update is one of the tables before it. @throws NothingToBackUp */
async function openRegisters(config: BackupOptions['config']): Promise<Database> {
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'registers'))) throw new NothingToBackUp(config.dataDir);
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, poolSize: 2 });
  try {
    if ((await readTables(database.db)).length === 0) {
      throw new NothingToBackUp(config.databaseUrl ? 'DATABASE_URL' : config.dataDir);
    }
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** That a copy of everything was taken stands in the audit, also in that of the copy; a replica has nothing to write with. */
async function recordIt({ db }: Database, backupId: string): Promise<void> {
  const { rows } = await sql<{ can: boolean }>`
    select to_regclass('public.audit_event') is not null and not pg_is_in_recovery() as can
  `.execute(db);
  if (!rows[0]?.can) return;
  const details = { backup_id: backupId };
  await recordAudit(db, operator(userInfo().username), { action: 'backup', register: 'audit_event', details });
}
