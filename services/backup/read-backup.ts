import { buffer } from 'node:stream/consumers';
import { finished, pipeline } from 'node:stream/promises';
import { migrations as known } from '@union/schema/db/migrate.ts';
import { sha256Of } from '@union/warehouse/publication/files.ts';
import { MANIFEST as PUBLICATION_MANIFEST } from '@union/warehouse/publication/manifest.ts';
import { type Entry, readEntries } from './archive.ts';
import { filesOf } from './data-files.ts';
import { BackupDamaged, BackupNewer, NotABackup, type PartFault } from './errors.ts';
import { countingHash } from './files.ts';
import { type BackupManifest, FORMAT, MANIFEST, MANIFEST_SHA256, publicationOf } from './manifest.ts';

/** The longest manifest that is believed to be one, in bytes. */
const LONGEST_MANIFEST = 64 * 1024 * 1024;

/** The manifest of a backup, held against its hash. @throws NotABackup, BackupDamaged */
export async function readBackupManifest(path: string): Promise<BackupManifest> {
  const entries = readEntries(path);
  try {
    return await readHead(path, entries);
  } finally {
    await entries.return(undefined);
  }
}

/**
 * Reads every byte of a backup and holds it against its manifest. `use` gets each part as it passes, and what it reads is
 * checked when it has read it; without it nothing is kept.
 * @returns the manifest, and how many bytes were read. @throws NotABackup, BackupDamaged that names every part at fault
 */
export async function readWholeBackup(
  path: string,
  use?: (entry: Entry, manifest: BackupManifest) => Promise<void>,
  onPart: (path: string, readBytes: number) => void = () => {},
): Promise<{ manifest: BackupManifest; bytes: number }> {
  const entries = readEntries(path);
  const manifest = await readHead(path, entries);
  const expected = new Map(manifest.parts.map((part) => [part.path, part]));
  const faults: PartFault[] = [];
  let bytes = 0;
  for await (const entry of entries) {
    onPart(entry.path, bytes);
    bytes += entry.bytes;
    const part = expected.get(entry.path);
    expected.delete(entry.path);
    if (!part) {
      faults.push({ path: entry.path, reason: 'unlisted' });
      entry.body.resume();
      await finished(entry.body);
      continue;
    }
    const id = publicationOf(entry.path);
    const isList = id !== undefined && entry.path.endsWith(`/${id}/${PUBLICATION_MANIFEST}`);
    const counted = countingHash();
    try {
      const fed = pipeline(entry.body, counted);
      fed.catch(() => {});
      const text = isList ? await buffer(counted) : undefined;
      if (use) await use({ ...entry, body: text ? asStream(text) : counted }, manifest);
      else if (!text) counted.resume();
      await fed;
      if (counted.result().sha256 !== part.sha256) faults.push({ path: entry.path, reason: 'changed' });
      else if (text && id) {
        for (const file of filesOf(id, text.toString()).slice(1)) {
          const inner = `publications/${id}/${file.path}`;
          expected.set(inner, { ...file, path: inner });
        }
      }
    } catch (error) {
      if (!isCutOff(error)) throw error;
      throw new BackupDamaged([...faults, { path: entry.path, reason: 'changed' }]);
    }
    // A part that is wrong must not be built upon.
    if (use && faults.length > 0) throw new BackupDamaged(faults);
  }
  for (const missing of expected.keys()) faults.push({ path: missing, reason: 'missing' });
  if (faults.length > 0) throw new BackupDamaged(wholeFaults(faults));
  return { manifest, bytes };
}

/** A file that ends in the middle, or bytes that are no zstd. */
function isCutOff(error: unknown): boolean {
  const code = String((error as NodeJS.ErrnoException).code);
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code.startsWith('ZSTD_') || /unexpected end/i.test(String(error));
}

/** Files of a publication whose own list is wrong are not told one by one. */
function wholeFaults(faults: readonly PartFault[]): PartFault[] {
  const lists = faults.flatMap(({ path, reason }) =>
    reason !== 'unlisted' && path.endsWith(`/${PUBLICATION_MANIFEST}`) ? [publicationOf(path)] : [],
  );
  return faults.filter(({ path, reason }) => reason !== 'unlisted' || !lists.includes(publicationOf(path)));
}

async function readHead(path: string, entries: AsyncGenerator<Entry>): Promise<BackupManifest> {
  const sum = await nextNamed(path, entries, MANIFEST_SHA256);
  const text = await nextNamed(path, entries, MANIFEST);
  if (!sum.toString().startsWith(`${sha256Of(text)}  ${MANIFEST}`)) {
    throw new BackupDamaged([{ path: MANIFEST, reason: 'changed' }]);
  }
  const manifest = JSON.parse(text.toString()) as BackupManifest;
  if (manifest.format !== FORMAT) {
    const format = String(manifest.format);
    throw new BackupNewer(`its form is ${format}`, `格式为 ${format}`, manifest.productVersion ?? '?');
  }
  return manifest;
}

async function nextNamed(path: string, entries: AsyncGenerator<Entry>, name: string): Promise<Buffer> {
  const { value } = await entries.next();
  if (value?.path !== name || value.bytes > LONGEST_MANIFEST) {
    throw new NotABackup(path, `${name} is missing`, `缺少 ${name}`);
  }
  try {
    return await buffer(value.body);
  } catch (error) {
    if (!isCutOff(error)) throw error;
    throw new NotABackup(path, `it ends in the middle of ${name}`, `在 ${name} 中途结束`);
  }
}

function asStream(text: Buffer): Entry['body'] {
  const stream = countingHash();
  stream.end(text);
  return stream;
}

/** A backup of this version or of one before it. @throws BackupNewer */
export function refuseNewer({ migrations, productVersion }: BackupManifest): void {
  const unknown = migrations.filter((name) => !(name in known));
  if (unknown.length > 0) {
    const names = unknown.join(', ');
    throw new BackupNewer(`its tables went through ${names}`, `其表结构含有 ${names}`, productVersion);
  }
}
