import { listBackups } from './backups.ts';
import { removeWhole } from './files.ts';
import { readBackupManifest } from './read-backup.ts';

/**
 * Removes all but the latest `keep` backups of a folder, and nothing else that lies there. Those with publications and those
 * without are counted apart, so that small ones never push out the whole ones; one whose manifest cannot be read stays.
 * @param withPublications which of the two. @returns ids that were removed.
 */
export async function rotate(folder: string, keep: number, withPublications: boolean): Promise<string[]> {
  const alike: { backupId: string; path: string }[] = [];
  for (const { backupId, path } of listBackups(folder)) {
    const manifest = await readBackupManifest(path).catch(() => undefined);
    if (manifest && (manifest.publications !== null) === withPublications) alike.push({ backupId, path });
  }
  const old = alike.slice(keep);
  for (const { path } of old) removeWhole(path);
  return old.map(({ backupId }) => backupId);
}
