import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** A file that is complete. */
export type FinishedFile = { readonly path: string; readonly bytes: number };

/** Bytes that all finished files take at most; the ones asked for longest ago go first. */
const ROOM = 4 * 1024 ** 3;
/** Milliseconds after which a file that nobody finished is taken to be left behind. */
const LEFT_BEHIND = 6 * 3_600_000;

/**
 * Files of publications that were given out once, kept so that they are given out again, in parts too: a publication never
 * changes, so neither do they. The folder may be deleted at any time.
 */
export class FinishedFiles {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The file of a publication under this key; undefined when there is none. */
  find(publicationId: string, key: string): FinishedFile | undefined {
    const path = this.pathOf(publicationId, key);
    try {
      const { size } = statSync(path);
      utimesSync(path, new Date(), new Date());
      return { path, bytes: size };
    } catch {
      return undefined;
    }
  }

  /** A place to write a file to that is not finished yet. */
  begin(publicationId: string): string {
    mkdirSync(join(this.folder, publicationId), { recursive: true });
    return join(this.folder, publicationId, `.making-${randomUUID()}`);
  }

  /** Makes what was written at `path` the file of the key. @param kept ids of publications that are still kept. */
  finish(publicationId: string, key: string, path: string, kept: readonly string[]): FinishedFile {
    const finished = this.pathOf(publicationId, key);
    const { size } = statSync(path);
    renameSync(path, finished);
    this.tidy(kept, finished);
    return { path: finished, bytes: size };
  }

  private pathOf(publicationId: string, key: string): string {
    return join(this.folder, publicationId, createHash('sha256').update(key).digest('hex'));
  }

  /** Removes files of publications that are gone, what was left behind, and the oldest where there is no room. */
  private tidy(kept: readonly string[], finished: string): void {
    const files: { path: string; bytes: number; usedAt: number }[] = [];
    for (const publicationId of readdirSync(this.folder)) {
      const folder = join(this.folder, publicationId);
      if (!kept.includes(publicationId)) {
        rmSync(folder, { recursive: true, force: true });
        continue;
      }
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        const { size, mtimeMs } = statSync(path);
        if (name.startsWith('.making-')) {
          if (Date.now() - mtimeMs > LEFT_BEHIND) rmSync(path, { recursive: true, force: true });
        } else if (path !== finished) files.push({ path, bytes: size, usedAt: mtimeMs });
      }
    }
    let used = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes } of files.toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (used <= ROOM) return;
      rmSync(path, { force: true });
      used -= bytes;
    }
  }
}
