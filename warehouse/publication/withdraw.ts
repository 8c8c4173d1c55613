import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { replaceFile, sha256Of, syncToDisk } from './files.ts';
import { type Manifest, POINTER } from './manifest.ts';
import { findManifest, listPublicationIds, readManifestText, readPointer, verifyFiles } from './publications.ts';
import { listWithdrawals, listWithdrawnIds, WITHDRAWN, type Withdrawal } from './withdrawals.ts';

/** Readers look at the pointer every second; until then they still ask the files where they lay. */
const READERS_SWITCH_MS = 2000;
/** Days for which the files of a withdrawn publication are kept apart. */
const KEPT_DAYS = 30;

/**
 * Takes a publication out of service: from now on nobody is offered it, and the pointer, when it named it, names the latest
 * one that is whole. The reason is kept for ever, the files for `KEPT_DAYS` days. Only for the holder of the lock.
 * @returns the publication that is served now, null when none is left; undefined when there is no such publication.
 */
export async function withdraw(
  folder: string,
  publicationId: string,
  { by, reason, now = new Date() }: { by: string; reason: string; now?: Date },
): Promise<string | null | undefined> {
  if (!listPublicationIds(folder).includes(publicationId)) return undefined;
  // A damaged one, without a manifest, can be withdrawn as well.
  const publishedAt = findManifest(folder, publicationId)?.publishedAt ?? '';
  const withdrawal: Withdrawal = { publicationId, publishedAt, withdrawnAt: now.toISOString(), by, reason };
  mkdirSync(join(folder, WITHDRAWN), { recursive: true });
  // From this moment on it is withdrawn: whoever comes after a kill finishes it.
  replaceFile(join(folder, WITHDRAWN), `${publicationId}.json`, `${JSON.stringify(withdrawal)}\n`);
  await settleWithdrawals(folder);
  return readPointer(folder)?.publicationId ?? null;
}

/** Finishes withdrawals: moves the pointer back, and puts apart what lies among the others. Only for the holder of the lock. */
export async function settleWithdrawals(folder: string): Promise<void> {
  if (await movePointerBack(folder)) await delay(READERS_SWITCH_MS);
  for (const id of listWithdrawnIds(folder)) {
    if (existsSync(join(folder, id))) renameSync(join(folder, id), join(folder, WITHDRAWN, id));
  }
}

/** Lets the pointer name the latest whole publication when the one that it names is withdrawn. @returns whether it did. */
async function movePointerBack(folder: string): Promise<boolean> {
  const current = readPointer(folder)?.publicationId;
  if (current === undefined || !listWithdrawnIds(folder).includes(current)) return false;
  for (const id of listPublicationIds(folder).toReversed()) {
    const manifest = findManifest(folder, id);
    if (!manifest || !(await isWhole(join(folder, id), manifest))) continue;
    const manifestSha256 = sha256Of(readManifestText(folder, id));
    replaceFile(folder, POINTER, `${JSON.stringify({ publicationId: id, manifestSha256 })}\n`);
    return true;
  }
  rmSync(join(folder, POINTER));
  syncToDisk(folder);
  return true;
}

async function isWhole(folder: string, manifest: Manifest): Promise<boolean> {
  return verifyFiles(folder, manifest).then(
    () => true,
    () => false,
  );
}

/** Deletes the files of publications that were withdrawn `KEPT_DAYS` days before `now`; the record stays. */
export function forgetWithdrawn(folder: string, now: Date): void {
  const until = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  for (const { publicationId, withdrawnAt } of listWithdrawals(folder)) {
    if (withdrawnAt < until) rmSync(join(folder, WITHDRAWN, publicationId), { recursive: true, force: true });
  }
}
