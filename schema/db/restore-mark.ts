import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RestoreRunning, RestoreUnfinished } from '../errors.ts';
import { lockFileHolder } from '../lock-file.ts';

/** Held by a restore from its beginning to its end. */
export function restoreLock(dataDir: string): string {
  return join(dataDir, 'restore.lock');
}

/** Lies there while a restore puts data in place, and stays when it is killed then. */
export function restoreJournal(dataDir: string): string {
  return join(dataDir, 'restore.json');
}

/** Nobody opens data that a restore is replacing, or left half replaced. @throws RestoreRunning, RestoreUnfinished */
export function refuseDuringRestore(dataDir: string): void {
  const holder = lockFileHolder(restoreLock(dataDir));
  if (holder) throw new RestoreRunning(dataDir, holder);
  const journal = restoreJournal(dataDir);
  if (existsSync(journal)) throw new RestoreUnfinished(dataDir, backupIn(journal));
}

function backupIn(journal: string): string {
  try {
    return (JSON.parse(readFileSync(journal, 'utf8')) as { backupId: string }).backupId;
  } catch {
    return '?';
  }
}
