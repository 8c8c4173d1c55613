import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile, sha256Of } from '@union/warehouse/publication/files.ts';
import { BACKUP_ID, MANIFEST, MANIFEST_SHA256 } from './manifest.ts';

/** A backup in a folder of backups, by its name; what is in it was not read. */
export type KeptBackup = { readonly backupId: string; readonly path: string; readonly isFolder: boolean };

/** Names of what is being written or removed begin so. */
export const PARTIAL = '.union-backup-';
const REMOVING = '.removing-';

/** The backups of a folder, the latest first. */
export function listBackups(folder: string): KeptBackup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const isFolder = entry.isDirectory();
      const backupId = isFolder ? entry.name : entry.name.replace(/\.tar$/, '');
      if (!BACKUP_ID.test(backupId) || (!isFolder && !entry.name.endsWith('.tar'))) return [];
      const path = join(folder, entry.name);
      return !isFolder || hasManifest(path) ? [{ backupId, path, isFolder }] : [];
    })
    .toSorted((a, b) => (a.backupId < b.backupId ? 1 : -1));
}

function hasManifest(path: string): boolean {
  try {
    const sum = readFileSync(join(path, MANIFEST_SHA256), 'utf8');
    return sum.startsWith(sha256Of(readFileSync(join(path, MANIFEST))));
  } catch {
    return false;
  }
}

/** Removes what killed backups left. Only for the holder of the folder's lock. @returns names that were removed. */
export function removeLeftovers(folder: string): string[] {
  const left = readdirSync(folder).filter((name) => name.startsWith(PARTIAL) || name.startsWith(REMOVING));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  return left;
}

/** The last backup of a data folder, wherever it went; `last-backup.json` there. */
export type LastBackup = {
  readonly backupId: string;
  readonly path: string;
  /** ISO instants: of the snapshot, and when it was whole. */
  readonly madeAt: string;
  readonly finishedAt: string;
  readonly bytes: number;
  /** False: publications that were damaged are not in it. */
  readonly isComplete: boolean;
};

const RECORD = 'last-backup.json';

export function recordBackup(dataDir: string, last: LastBackup): void {
  replaceFile(dataDir, RECORD, `${JSON.stringify(last)}\n`);
}

/** What is known of the last backup; undefined before the first. `isThere`: it lies where it was put. */
export function readLastBackup(dataDir: string): (LastBackup & { readonly isThere: boolean }) | undefined {
  try {
    const last = JSON.parse(readFileSync(join(dataDir, RECORD), 'utf8')) as LastBackup;
    return { ...last, isThere: existsSync(last.path) };
  } catch {
    return undefined;
  }
}

/** Whether a backup lies on the disk that it is to guard against losing. */
export function isOnSameDisk(path: string, dataDir: string): boolean {
  return statSync(path).dev === statSync(dataDir).dev;
}
