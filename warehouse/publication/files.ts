import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Files up to this size are read at once: a stream takes longer to set up than a small file to hash. */
const CHUNK = 1 << 20;

/** Hex sha256 of a file, and its size. */
export async function sha256OfFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const { size } = statSync(path);
  if (size <= CHUNK) return { sha256: sha256Of(await readFile(path)), bytes: size };
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: CHUNK }), hash);
  return { sha256: hash.digest('hex'), bytes: size };
}

export function sha256Of(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Files below `folder`, as sorted paths relative to it, with `/` between. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}

/** Makes sure that a file, or the list of a folder, is on the disk and not only in memory. */
export function syncToDisk(path: string): void {
  // Windows cannot open folders; there a rename is on the disk when it returns.
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Replaces `folder/name` by `text` in one step: a reader sees the old bytes or the new, whatever happens meanwhile. */
export function replaceFile(folder: string, name: string, text: string): void {
  const aside = join(folder, `.${name}.${process.pid}`);
  const file = openSync(aside, 'w');
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, join(folder, name));
  syncToDisk(folder);
}
