import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { filesBelow, sha256Of, sha256OfFile, syncToDisk } from '@union/warehouse/publication/files.ts';
import type { Part } from './manifest.ts';

/** Files up to this size are copied at once: a stream takes longer to set up. */
const AT_ONCE = 1 << 20;

/** Copies a file and hashes what was written; folders are made. The copy is a file of its own, for its owner alone. */
export async function copyFile(from: string, to: string, path: string, bytes: number): Promise<Part> {
  mkdirSync(dirname(to), { recursive: true });
  if (bytes <= AT_ONCE) {
    const text = await readFile(from);
    await writeFile(to, text, { mode: 0o600 });
    return { path, bytes: text.length, sha256: sha256Of(text) };
  }
  const counted = countingHash();
  await pipeline(createReadStream(from, { highWaterMark: AT_ONCE }), counted, createWriteStream(to, { mode: 0o600 }));
  return { path, ...counted.result() };
}

/** Lets `to` be the same file as `from`, where the file system can; a copy elsewhere. @returns whether it is the same file. */
export async function linkFile(from: string, to: string): Promise<boolean> {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    await pipeline(createReadStream(from), createWriteStream(to, { mode: 0o600 }));
    return false;
  }
}

/** Whether a file is there with exactly these bytes. */
export async function isSame(path: string, expected: Pick<Part, 'sha256'>): Promise<boolean> {
  try {
    return (await sha256OfFile(path)).sha256 === expected.sha256;
  } catch {
    return false;
  }
}

/** Passes bytes on, and tells afterwards how many they were and their SHA-256. */
export function countingHash(): Transform & { result(): Omit<Part, 'path'> } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return Object.assign(stream, { result: () => ({ bytes, sha256: hash.digest('hex') }) });
}

/** Makes sure that everything below a folder is on the disk; `skip` says which files are there already. */
export function syncFolder(folder: string, skip: (path: string) => boolean = () => false): void {
  for (const path of filesBelow(folder)) if (!skip(path)) syncToDisk(join(folder, path));
  const inner = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isDirectory());
  for (const { parentPath, name } of inner) syncToDisk(join(parentPath, name));
  syncToDisk(folder);
}

/** Removes a folder so that a kill in the middle leaves nothing that looks whole: its name goes first. */
export function removeWhole(path: string): void {
  if (!existsSync(path)) return;
  const aside = join(dirname(path), `.removing-${process.pid}-${path.slice(dirname(path).length + 1)}`);
  renameSync(path, aside);
  rmSync(aside, { recursive: true, force: true });
}

/** A folder for its owner alone. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}
