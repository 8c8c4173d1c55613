import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, sha256Of } from '@union/warehouse/publication/files.ts';
import { type Manifest, POINTER, MANIFEST as PUBLICATION_MANIFEST } from '@union/warehouse/publication/manifest.ts';
import { listPublicationIds, readManifestText, readPointer } from '@union/warehouse/publication/publications.ts';
import { copyFile, isSame, linkFile } from './files.ts';
import {
  type BackedUpPublication,
  type BackedUpPublications,
  DATA_FOLDERS,
  type Part,
  PUBLICATIONS,
  publicationOf,
} from './manifest.ts';

/** What is served, and what is kept, at one moment. */
export type PublicationsSeen = { readonly ids: readonly string[]; readonly pointer: string | undefined };

/** How files come into a backup: `own` files of its own, for a folder that is kept; `link` the very files, for one that is packed and goes. */
export type Way = 'own' | 'link';

export type Copied = {
  readonly publications: BackedUpPublications;
  readonly parts: readonly Part[];
  /** Bytes that an earlier backup in the same place holds as well, and that took no room. */
  readonly sharedBytes: number;
  /** Paths that are on the disk already, being those of the earlier backup. */
  readonly linked: ReadonlySet<string>;
};

/** Looks at the publications, quickly: one that is made later is in the next backup. */
export function seePublications(dataDir: string): PublicationsSeen {
  const folder = join(dataDir, PUBLICATIONS);
  return { ids: listPublicationIds(folder), pointer: readPointer(folder)?.publicationId };
}

/**
 * Brings publications into `target`, each file held against the manifest of its publication. What an earlier backup
 * holds is linked from there, once it was read again and is still whole; what is damaged where it lies is left out and named.
 * One that retention lets go meanwhile is left out too.
 * @param earlier folders of earlier backups in the same place, the latest first.
 */
export async function copyPublications(
  dataDir: string,
  target: string,
  seen: PublicationsSeen,
  options: {
    readonly way: Way;
    readonly earlier: readonly string[];
    readonly onPublication: (id: string, done: number, of: number) => void;
  },
): Promise<Copied> {
  const kept: BackedUpPublication[] = [];
  const damaged: { publicationId: string; reason: string }[] = [];
  const parts: Part[] = [];
  const linked = new Set<string>();
  let sharedBytes = 0;
  for (const [at, id] of seen.ids.entries()) {
    options.onPublication(id, at, seen.ids.length);
    const from = join(dataDir, PUBLICATIONS, id);
    const own: string[] = [];
    try {
      const text = readManifestText(join(dataDir, PUBLICATIONS), id);
      const files = filesOf(id, text);
      const before = options.earlier.find(
        (folder) => existsSync(join(folder, PUBLICATIONS, id)) && hasManifest(folder, id, text),
      );
      let bytes = 0;
      for (const file of files) {
        const path = `${PUBLICATIONS}/${id}/${file.path}`;
        const to = join(target, path);
        if (before && (await isSame(join(before, path), file)) && (await linkFile(join(before, path), to))) {
          linked.add(path);
          own.push(path);
          sharedBytes += file.bytes;
        } else await bring(join(from, file.path), to, path, file, options.way);
        bytes += file.bytes;
      }
      kept.push({ publicationId: id, files: files.length, bytes });
      parts.push({ path: `${PUBLICATIONS}/${id}/${PUBLICATION_MANIFEST}`, ...hashed(text) });
    } catch (error) {
      for (const path of own) linked.delete(path);
      rmSync(join(target, PUBLICATIONS, id), { recursive: true, force: true });
      // Let go by retention while we looked, or withdrawn: no fault.
      if (!existsSync(from)) continue;
      if (!(error instanceof Damaged)) throw error;
      damaged.push({ publicationId: id, reason: error.message });
    }
  }
  // What is served must be in it: without a pointer the next night would clear everything away.
  const served = kept.some(({ publicationId }) => publicationId === seen.pointer)
    ? seen.pointer
    : seen.pointer && kept.at(-1)?.publicationId;
  return { publications: { current: served ?? null, kept, damaged }, parts, sharedBytes, linked };
}

class Damaged extends Error {}

async function bring(
  from: string,
  to: string,
  path: string,
  file: { path: string; bytes: number; sha256: string },
  way: Way,
): Promise<void> {
  let found: string | undefined;
  try {
    if (way === 'link') {
      await linkFile(from, to);
      if (await isSame(to, file)) return;
      found = 'other bytes';
    } else found = (await copyFile(from, to, path, file.bytes)).sha256;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Damaged(`${file.path} is missing`);
  }
  if (found !== file.sha256) throw new Damaged(`${file.path} has other bytes than its manifest says`);
}

/** The files of a publication, its manifest among them and first. */
export function filesOf(id: string, manifestText: string): { path: string; bytes: number; sha256: string }[] {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(manifestText) as Manifest;
    if (!Array.isArray(manifest.files)) throw new Error('no list of files');
  } catch {
    throw new Damaged(`${PUBLICATION_MANIFEST} of ${id} cannot be read`);
  }
  return [
    { path: PUBLICATION_MANIFEST, ...hashed(manifestText) },
    ...manifest.files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
  ];
}

function hasManifest(folder: string, id: string, text: string): boolean {
  try {
    return readManifestText(join(folder, PUBLICATIONS), id) === text;
  } catch {
    return false;
  }
}

function hashed(text: string): Omit<Part, 'path'> {
  const bytes = Buffer.from(text);
  return { bytes: bytes.length, sha256: sha256Of(bytes) };
}

/**
 * The other files of the data folder that cannot be made again: pins, withdrawals, runs, notices that wait, releases of the
 * elements that pages name. One that goes away meanwhile is left out.
 * @param withPublications false leaves out everything below `publications/`.
 */
export async function copyOtherFiles(dataDir: string, target: string, withPublications: boolean): Promise<Part[]> {
  const parts: Part[] = [];
  for (const folder of DATA_FOLDERS) {
    if (!existsSync(join(dataDir, folder)) || (folder === PUBLICATIONS && !withPublications)) continue;
    for (const inner of filesBelow(join(dataDir, folder))) {
      const path = `${folder}/${inner}`;
      if (!isWanted(path)) continue;
      const from = join(dataDir, path);
      try {
        parts.push(await copyFile(from, join(target, path), path, statSync(from).size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  }
  return parts;
}

/** Not what is being written, what says who is at work, nor what is brought otherwise; withdrawn files go in 30 days anyhow. */
function isWanted(path: string): boolean {
  const names = path.split('/');
  return !(
    names.some((name) => name.startsWith('.')) ||
    path.startsWith(`${PUBLICATIONS}/night.lock`) ||
    path === `${PUBLICATIONS}/${POINTER}` ||
    publicationOf(path) !== undefined ||
    (path.startsWith(`${PUBLICATIONS}/withdrawn/`) && names.length > 3)
  );
}

/** The text of the pointer to a publication of a backup. */
export function pointerText(target: string, publicationId: string): string {
  const manifest = readFileSync(join(target, PUBLICATIONS, publicationId, PUBLICATION_MANIFEST));
  return `${JSON.stringify({ publicationId, manifestSha256: sha256Of(manifest) })}\n`;
}
