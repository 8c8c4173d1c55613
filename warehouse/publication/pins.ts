import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './files.ts';
import { parsePublicationId } from './manifest.ts';

/** That a publication is kept for good, because pages show it by its id. */
export type Pin = {
  readonly publicationId: string;
  readonly pinnedAt: string;
  readonly by: string;
  /** Where it is shown; null when nobody said. */
  readonly note: string | null;
};

/** Folder below the publications, one file a pin. */
const PINS = 'pins';

/** The pins of a folder of publications, oldest publication first. */
export function listPins(folder: string): Pin[] {
  const pins = join(folder, PINS);
  if (!existsSync(pins)) return [];
  return readdirSync(pins)
    .filter((name) => name.endsWith('.json') && parsePublicationId(name.slice(0, -5)))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(pins, name), 'utf8')) as Pin);
}

/** Keeps a publication until it is unpinned; a second pin takes the place of the first. */
export function pin(folder: string, pinned: Pin): void {
  mkdirSync(join(folder, PINS), { recursive: true });
  replaceFile(join(folder, PINS), `${pinned.publicationId}.json`, `${JSON.stringify(pinned)}\n`);
}

/** Lets the retention rule decide again. @returns whether there was a pin. */
export function unpin(folder: string, publicationId: string): boolean {
  const path = join(folder, PINS, `${publicationId}.json`);
  if (!parsePublicationId(publicationId) || !existsSync(path)) return false;
  rmSync(path);
  return true;
}
