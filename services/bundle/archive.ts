import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { NotABundle } from './errors.ts';

/** Files by their path, `/` between folders. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** The beginning of ZIP's calendar, in every zone: equal files give equal archives. */
const NO_TIME = new Date(1980, 0, 1);
/** Bytes that an archive may hold unpacked; a bundle of a whole province is a tenth of it. */
const MOST_BYTES = 2e9;

/** A ZIP archive of the files, sorted by path: the same files are the same bytes. */
export function packFiles(files: Files): Uint8Array {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const entries: Zippable = {};
  for (const [path, bytes] of sorted) {
    entries[path] = [bytes, { level: path.endsWith('.png') ? 0 : 6, mtime: NO_TIME, os: 3, attrs: 0o644 << 16 }];
  }
  return zipSync(entries);
}

/** The files of an archive or of a folder. @throws NotABundle */
export function readFiles(path: string): Files {
  if (!existsSync(path)) throw new NotABundle(path, 'it does not exist', '不存在');
  return statSync(path).isDirectory() ? readFolder(path) : readArchive(path);
}

function readArchive(path: string): Files {
  let total = 0;
  try {
    const entries = unzipSync(readFileSync(path), {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        if (total > MOST_BYTES) throw new Error('it would unpack to more than 2 GB');
        if (!isPlainPath(name)) throw new Error(`it holds the path ${JSON.stringify(name)}`);
        return !name.endsWith('/');
      },
    });
    return new Map(Object.entries(entries));
  } catch (error) {
    throw new NotABundle(path, (error as Error).message, '压缩包无法读取，或含有不允许的路径');
  }
}

function readFolder(path: string): Files {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const whole = join(parentPath, name);
      return [relative(path, whole).split(sep).join('/'), readFileSync(whole)];
    }),
  );
}

/** No way out of the folder that it is unpacked into. */
export function isPlainPath(path: string): boolean {
  return path !== '' && !/^\/|\\|:|\0/.test(path) && posix.normalize(path) === path && !path.startsWith('..');
}

/** Writes files into a folder, each whole or not at all; `last` come last, so that what names the others is true. */
export function writeFiles(folder: string, files: Files, last: readonly string[]): void {
  const order = [...files.keys()].toSorted((a, b) => last.indexOf(a) - last.indexOf(b) || (a < b ? -1 : 1));
  for (const path of order) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const aside = `${target}.${process.pid}.part`;
    writeFileSync(aside, files.get(path) as Uint8Array);
    renameSync(aside, target);
  }
}
