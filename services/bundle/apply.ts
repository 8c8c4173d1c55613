import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFiles, writeFiles } from './archive.ts';
import { OlderBundle } from './errors.ts';
import { DELTA, isOlder, MANIFEST, SIGNATURE } from './manifest.ts';
import { type OpenBundle, openBundle, type Trust } from './open-bundle.ts';

/**
 * Puts a bundle or a delta in place in a folder that a host serves: it is verified first, files whose names are for good
 * come before those that name them, and the list last. Files of earlier nights stay, so that pages still open in a
 * browser go on working.
 * @throws OlderBundle when the folder holds a newer one, unless `allowOlder`; and what `openBundle` throws.
 */
export function applyBundle(path: string, folder: string, trust: Trust, allowOlder = false): OpenBundle {
  const hasOne = existsSync(join(folder, MANIFEST));
  const brought = openBundle(path, trust, hasOne ? folder : undefined);
  if (hasOne && !allowOlder) {
    const there = openBundle(folder, undefined);
    if (isOlder(brought.manifest, there.manifest))
      throw new OlderBundle(brought.manifest.publicationId, there.manifest.publicationId);
  }
  writeFiles(folder, new Map([...readFiles(path)].filter(([name]) => name !== DELTA)), [
    'index.html',
    SIGNATURE,
    MANIFEST,
  ]);
  return openBundle(folder, trust);
}
