import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PublicationDamaged } from '../errors.ts';
import { sha256Of, sha256OfFile } from './files.ts';
import { MANIFEST, type Manifest, POINTER, type Pointer, parsePublicationId } from './manifest.ts';
import { listWithdrawnIds } from './withdrawals.ts';

/** The pointer of the publications folder; undefined before the first publication. */
export function readPointer(folder: string): Pointer | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, POINTER), 'utf8')) as Pointer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The manifest of a publication. @throws PublicationDamaged when it is missing, or is not the one the pointer names. */
export function readManifest(folder: string, publicationId: string, sha256?: string): Manifest {
  const text = readManifestText(folder, publicationId);
  if (sha256 !== undefined && sha256Of(text) !== sha256) {
    throw new PublicationDamaged(publicationId, `${MANIFEST} is not the one that the pointer names`);
  }
  return JSON.parse(text) as Manifest;
}

/** The text of a manifest, whose hash the pointer names. @throws PublicationDamaged when it is missing. */
export function readManifestText(folder: string, publicationId: string): string {
  const path = join(folder, publicationId, MANIFEST);
  if (!existsSync(path)) throw new PublicationDamaged(publicationId, `${MANIFEST} is missing`);
  return readFileSync(path, 'utf8');
}

/** The manifest of a publication; undefined when it cannot be read. */
export function findManifest(folder: string, publicationId: string): Manifest | undefined {
  try {
    return readManifest(folder, publicationId);
  } catch {
    return undefined;
  }
}

/** The manifest of the publication that was made last, whatever day it speaks of; undefined before the first. One that is damaged is passed over. */
export function lastManifest(folder: string): Manifest | undefined {
  return listPublicationIds(folder)
    .flatMap((id) => findManifest(folder, id) ?? [])
    .reduce<Manifest | undefined>(
      (last, manifest) => (last === undefined || manifest.publishedAt > last.publishedAt ? manifest : last),
      undefined,
    );
}

/** Ids of the publications in the folder that are not withdrawn, oldest first: by the day they speak of, then by number. */
export function listPublicationIds(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const withdrawn = new Set(listWithdrawnIds(folder));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && parsePublicationId(entry.name) && !withdrawn.has(entry.name))
    .map((entry) => entry.name)
    .toSorted(comparePublicationIds);
}

export function comparePublicationIds(a: string, b: string): number {
  const [left, right] = [parsePublicationId(a), parsePublicationId(b)];
  if (!left || !right) return a < b ? -1 : 1;
  if (left.asOf !== right.asOf) return left.asOf < right.asOf ? -1 : 1;
  return left.number - right.number;
}

/** Reads every file of a publication and compares it with the manifest. @throws PublicationDamaged */
export async function verifyFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const file of manifest.files) {
    const path = join(folder, file.path);
    if (!existsSync(path)) throw new PublicationDamaged(manifest.publicationId, `${file.path} is missing`);
    if ((await sha256OfFile(path)).sha256 !== file.sha256) {
      throw new PublicationDamaged(manifest.publicationId, `${file.path} has other bytes than the manifest says`);
    }
  }
}
