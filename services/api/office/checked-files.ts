import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Viewer } from '@union/access/viewer.ts';
import { CheckedFileNotFound, FileKindUnknown, FileTooLarge } from './errors.ts';

/** Milliseconds for which a checked file waits to be loaded. */
const KEPT = 4 * 60 * 60 * 1000;

/** A file that was uploaded and checked, in a folder of its own under its own name. */
export type CheckedFile = { readonly id: string; readonly path: string; readonly name: string };

type Note = { readonly name: string; readonly owner: string; readonly warnings: number };

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
  async take(name: string, content: Readable): Promise<CheckedFile> {
    await this.sweep();
    const safe = safeName(name);
    if (!['.xlsx', '.csv', '.xls'].includes(extname(safe).toLowerCase())) throw new FileKindUnknown(name.slice(0, 100));
    const id = randomBytes(16).toString('hex');
    const path = join(this.folder, id, safe);
    await mkdir(join(this.folder, id), { recursive: true });
    try {
      await pipeline(content, atMost(this.megabytes), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await this.remove(id);
      throw error;
    }
    return { id, path, name: safe };
  }

  /** Notes whose file it is and what its check warned of. */
  async note({ id, name }: CheckedFile, viewer: Viewer, warnings: number): Promise<void> {
    const note: Note = { name, owner: ownerOf(viewer), warnings };
    await writeFile(join(this.folder, id, 'checked.json'), JSON.stringify(note), { mode: 0o600 });
  }

  /** The viewer's own checked file. @throws CheckedFileNotFound */
  async find(id: string, viewer: Viewer): Promise<CheckedFile & { readonly warnings: number }> {
    if (!/^[0-9a-f]{32}$/.test(id)) throw new CheckedFileNotFound();
    let note: Note;
    try {
      note = JSON.parse(await readFile(join(this.folder, id, 'checked.json'), 'utf8')) as Note;
    } catch {
      throw new CheckedFileNotFound();
    }
    if (note.owner !== ownerOf(viewer)) throw new CheckedFileNotFound();
    return { id, name: note.name, path: join(this.folder, id, note.name), warnings: note.warnings };
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.folder, id), { recursive: true, force: true });
  }

  /** Removes what nobody loaded in time. */
  private async sweep(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const id of await readdir(this.folder)) {
      const at = await stat(join(this.folder, id)).catch(() => undefined);
      if (at && Date.now() - at.mtimeMs > KEPT) await this.remove(id);
    }
  }
}

const ownerOf = ({ kind, id }: Viewer): string => `${kind}:${id}`;

/** The file's own name without a folder or anything that a file system or a header would trip over. */
function safeName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in a file name
  const clean = base.replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '_').slice(-80);
  return clean.startsWith('.') || clean === 'checked.json' ? `_${clean}` : clean;
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
