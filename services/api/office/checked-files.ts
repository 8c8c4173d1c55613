import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Viewer } from '@union/access/viewer.ts';
import { CheckedFileNotFound, FileKindUnknown, FileTooLarge } from './errors.ts';

/** Milliseconds for which a checked file waits to be loaded. */
const KEPT = 4 * 60 * 60 * 1000;
/** Files of one viewer that wait at once; the oldest makes room. */
const WAITING = 5;

/** A file that was uploaded to be checked, in a folder of its own under its own name. */
export type CheckedFile = { readonly id: string; readonly path: string; readonly name: string };

type Note = { readonly name: string; readonly warnings: number; readonly sheet?: string };

/** Files that were uploaded to be checked, kept on disk until they are loaded or too old. */
export class CheckedFiles {
  private readonly folder: string;
  private readonly megabytes: number;

  /** @param megabytes what one file may have at most. */
  constructor(folder: string, megabytes: number) {
    this.folder = folder;
    this.megabytes = megabytes;
  }

  /** Streams an upload to disk. @throws FileKindUnknown, FileTooLarge */
  async take(name: string, viewer: Viewer, content: Readable): Promise<CheckedFile> {
    const safe = safeName(name);
    if (!['.xlsx', '.csv', '.xls'].includes(extname(safe).toLowerCase())) throw new FileKindUnknown(name.slice(0, 100));
    await this.makeRoom(viewer);
    const id = randomBytes(16).toString('hex');
    const path = join(this.folderOf(viewer, id), safe);
    await mkdir(this.folderOf(viewer, id), { recursive: true, mode: 0o700 });
    try {
      await pipeline(content, atMost(this.megabytes), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await this.remove(id, viewer);
      throw error;
    }
    return { id, path, name: safe };
  }

  /** Notes that a file was checked, as which sheet where that was said, and what it was warned of. */
  async note({ id, name }: CheckedFile, viewer: Viewer, warnings: number, sheet?: string): Promise<void> {
    const note: Note = { name, warnings, ...(sheet && { sheet }) };
    await writeFile(join(this.folderOf(viewer, id), NOTE), JSON.stringify(note), { mode: 0o600 });
  }

  /** The viewer's own checked file. @throws CheckedFileNotFound */
  async find(id: string, viewer: Viewer): Promise<CheckedFile & Note> {
    if (!/^[0-9a-f]{32}$/.test(id)) throw new CheckedFileNotFound();
    try {
      const note = JSON.parse(await readFile(join(this.folderOf(viewer, id), NOTE), 'utf8')) as Note;
      return { id, path: join(this.folderOf(viewer, id), note.name), ...note };
    } catch {
      throw new CheckedFileNotFound();
    }
  }

  async remove(id: string, viewer: Viewer): Promise<void> {
    await rm(this.folderOf(viewer, id), { recursive: true, force: true });
  }

  /** Each viewer has a folder, so that nobody reaches another's files. */
  private folderOf({ kind, id }: Viewer, file = ''): string {
    const owner = createHash('sha256').update(`${kind}:${id}`).digest('hex').slice(0, 16);
    return join(this.folder, owner, file);
  }

  /** Removes what nobody loaded in time, and the viewer's oldest where too many wait. */
  private async makeRoom(viewer: Viewer): Promise<void> {
    const own = this.folderOf(viewer);
    await mkdir(own, { recursive: true, mode: 0o700 });
    for (const owner of await readdir(this.folder)) {
      const folder = join(this.folder, owner);
      const files: { path: string; at: number }[] = [];
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        // Another request may have taken it away meanwhile.
        const found = await stat(path).catch(() => undefined);
        if (found) files.push({ path, at: found.mtimeMs });
      }
      files.sort((a, b) => b.at - a.at);
      const stays = join(folder) === join(own) ? WAITING - 1 : files.length;
      for (const [place, { path, at }] of files.entries()) {
        if (place >= stays || Date.now() - at > KEPT) await rm(path, { recursive: true, force: true });
      }
    }
  }
}

/** Beside a file that was checked. */
const NOTE = 'checked.json';

/** The file's own name without a folder or anything that a file system or a header would trip over. */
function safeName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in a file name
  const clean = base.replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '_').slice(-80);
  return clean.startsWith('.') || clean === NOTE ? `_${clean}` : clean;
}

function atMost(megabytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > megabytes * 1024 * 1024) done(new FileTooLarge(megabytes));
      else done(null, chunk);
    },
  });
}
