import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isPlainPath } from '@union/bundle/archive.ts';
import { filesBelow } from '@union/warehouse/publication/files.ts';
import tar from 'tar-stream';
import { NotABackup } from './errors.ts';
import { MANIFEST, MANIFEST_SHA256, publicationOf } from './manifest.ts';

/** A file of a backup; `body` must be read to its end before the next is asked for. */
export type Entry = { readonly path: string; readonly bytes: number; readonly body: Readable };

/** Writes the files of a folder into one tar, the manifest first, so that all else can be checked as it is read. */
export async function packFolder(folder: string, to: string): Promise<void> {
  const pack = tar.pack();
  const written = pipeline(pack, createWriteStream(to, { mode: 0o600 }));
  const fill = async () => {
    for (const path of inOrder(filesBelow(folder))) {
      const from = join(folder, path);
      const { size } = statSync(from);
      const entry = pack.entry({ name: path, size, mode: 0o600, mtime: new Date(0) });
      await pipeline(createReadStream(from, { highWaterMark: 1 << 20 }), entry);
    }
    pack.finalize();
  };
  // What breaks the one must end the other.
  await Promise.all([
    written,
    fill().catch((error: Error) => {
      pack.destroy(error);
      throw error;
    }),
  ]);
}

/** The files of a backup, whether a folder or a tar: the manifest first, and that of each publication before its files. @throws NotABackup */
export async function* readEntries(path: string): AsyncGenerator<Entry> {
  if (!existsSync(path)) throw new NotABackup(path, 'it does not exist', '不存在');
  if (statSync(path).isDirectory()) {
    for (const name of inOrder(filesBelow(path))) {
      const file = join(path, name);
      yield { path: name, bytes: statSync(file).size, body: createReadStream(file, { highWaterMark: 1 << 20 }) };
    }
    return;
  }
  const extract = tar.extract();
  const fed = pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), extract);
  fed.catch(() => {});
  try {
    for await (const entry of extract) {
      const { name, size = 0, type } = entry.header;
      if (type !== 'file') throw new NotABackup(path, `it holds ${name}, which is no file`, `含有非文件 ${name}`);
      if (!isPlainPath(name)) throw new NotABackup(path, `it holds the path ${name}`, `含有路径 ${name}`);
      yield { path: name, bytes: size, body: entry as unknown as Readable };
    }
    await fed;
  } catch (error) {
    if (error instanceof NotABackup || !/tar|header|unexpected end/i.test(String(error))) throw error;
    throw new NotABackup(path, (error as Error).message, '文件不完整或不是备份文件');
  }
}

function inOrder(paths: readonly string[]): string[] {
  const rank = (path: string) => {
    if (path === MANIFEST_SHA256) return 0;
    if (path === MANIFEST) return 1;
    return publicationOf(path) === undefined ? 2 : 3;
  };
  const isHead = (path: string) => (path.split('/').length === 3 && path.endsWith(`/${MANIFEST}`) ? 0 : 1);
  return paths.toSorted((a, b) => {
    const [x, y] = [publicationOf(a) ?? '', publicationOf(b) ?? ''];
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (x !== y) return x < y ? -1 : 1;
    return isHead(a) - isHead(b) || (a < b ? -1 : 1);
  });
}
