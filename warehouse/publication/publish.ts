import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '@union/schema/calendar.ts';
import { PublicationDamaged } from '../errors.ts';
import { filesBelow, replaceFile, sha256Of, sha256OfFile, syncToDisk } from './files.ts';
import {
  BUILDING,
  MANIFEST,
  type Manifest,
  POINTER,
  type PublishedFile,
  parsePublicationId,
  RETIRED,
} from './manifest.ts';
import { listPins } from './pins.ts';
import {
  comparePublicationIds,
  findManifest,
  listPublicationIds,
  readManifest,
  readPointer,
  verifyFiles,
} from './publications.ts';
import { forgetWithdrawn } from './withdraw.ts';
import { listWithdrawnIds } from './withdrawals.ts';

/** The id that the next publication of a day will have; that of a withdrawn one is not given again. */
export function nextPublicationId(folder: string, asOf: string): string {
  const numbers = [...listPublicationIds(folder), ...listWithdrawnIds(folder)].flatMap((id) => {
    const parsed = parsePublicationId(id);
    return parsed?.asOf === asOf ? [parsed.number] : [];
  });
  return `${asOf}-${Math.max(0, ...numbers) + 1}`;
}

/** Hash and size of every file of a folder, sorted by path; `rowsOf` says how many rows a file holds, null for none. */
export async function describeFiles(folder: string, rowsOf: (path: string) => number | null): Promise<PublishedFile[]> {
  const files: PublishedFile[] = [];
  for (const path of filesBelow(folder).filter((file) => file !== MANIFEST)) {
    const { sha256, bytes } = await sha256OfFile(join(folder, path));
    files.push({ path, bytes, sha256, rows: rowsOf(path) });
  }
  return files;
}

/** The parts of a publication, in their order. Between `pointer` and `read back` readers come to see it. */
export const publishParts = ['verify', 'sync', 'rename', 'pointer', 'read back'] as const;
export type PublishPart = (typeof publishParts)[number];

/**
 * Makes a folder that is complete into a publication: writes its manifest, verifies every file, makes all of it durable,
 * renames the folder, moves the pointer and reads it back. Until the pointer moves nothing has happened for readers.
 * A publication of an earlier day than the current one (a backfill) is kept beside it and the pointer stays.
 * @param onPart told before each part, with how many are done.
 */
export async function publish(
  folder: string,
  building: string,
  manifest: Manifest,
  onPart: (part: PublishPart, done: number, of: number) => void = () => {},
): Promise<void> {
  const begin = (part: PublishPart) => onPart(part, publishParts.indexOf(part), publishParts.length);
  begin('verify');
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  writeFileSync(join(building, MANIFEST), text);
  await verifyFiles(building, manifest);
  begin('sync');
  for (const file of filesBelow(building)) syncToDisk(join(building, file));
  for (const inner of foldersBelow(building)) syncToDisk(inner);
  syncToDisk(building);

  const { publicationId } = manifest;
  begin('rename');
  renameSync(building, join(folder, publicationId));
  syncToDisk(folder);

  const current = readPointer(folder);
  if (current && comparePublicationIds(current.publicationId, publicationId) > 0) return;
  begin('pointer');
  const manifestSha256 = sha256Of(text);
  replaceFile(folder, POINTER, `${JSON.stringify({ publicationId, manifestSha256 })}\n`);

  begin('read back');
  const pointer = readPointer(folder);
  if (pointer?.publicationId !== publicationId || pointer.manifestSha256 !== manifestSha256) {
    throw new PublicationDamaged(publicationId, 'the pointer does not name it after it was moved');
  }
  readManifest(folder, publicationId, manifestSha256);
}

function foldersBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** How many of the newest publications are kept beside those of month ends. */
export const KEPT_PUBLICATIONS = 30;
/** Days for which every publication is kept after it was made: one of a past day must not go the night after it was asked for. */
export const KEPT_DAYS = 30;

/**
 * Deletes old publications. Kept: the newest `KEPT_PUBLICATIONS`, the last one of each month's last day, of each other day the
 * last one that was made in the `KEPT_DAYS` before `now`, whatever is pinned, and whatever the pointer names.
 * @returns the ids that were deleted.
 */
export function applyRetention(folder: string, now: Date = new Date()): string[] {
  const ids = listPublicationIds(folder);
  const current = readPointer(folder)?.publicationId;
  const lastOfDay = new Map(ids.map((id) => [parsePublicationId(id)?.asOf, id]));
  const since = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  const kept = new Set([
    ...[...lastOfDay.values()].filter((id) => (findManifest(folder, id)?.publishedAt ?? '') >= since),
    ...ids.slice(-KEPT_PUBLICATIONS),
    ...[...lastOfDay].flatMap(([asOf, id]) => (asOf && addDays(asOf, 1).endsWith('-01') ? [id] : [])),
    ...listPins(folder).map(({ publicationId }) => publicationId),
    ...(current ? [current] : []),
  ]);
  const dropped = ids.filter((id) => !kept.has(id));
  for (const id of dropped) {
    // Renamed first: a half-deleted folder must not look like a publication.
    renameSync(join(folder, id), join(folder, `${RETIRED}${id}`));
    rmSync(join(folder, `${RETIRED}${id}`), { recursive: true, force: true });
  }
  forgetWithdrawn(folder, now);
  return dropped;
}

/**
 * Removes what killed runs left behind: folders under construction or deletion, unfinished pointers, and publications
 * newer than the one the pointer names that never became current. Only for the holder of the lock.
 * @returns the names that were removed.
 */
export function removeLeftovers(folder: string): string[] {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    return [];
  }
  const current = readPointer(folder)?.publicationId;
  const orphans = listPublicationIds(folder).filter(
    (id) => current === undefined || comparePublicationIds(id, current) > 0,
  );
  const remains = readdirSync(folder).filter(
    (name) => name.startsWith(BUILDING) || name.startsWith(RETIRED) || name.startsWith(`.${POINTER}.`),
  );
  for (const id of orphans) renameSync(join(folder, id), join(folder, `${RETIRED}${id}`));
  for (const name of [...remains, ...orphans.map((id) => `${RETIRED}${id}`)]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  return [...remains, ...orphans];
}
