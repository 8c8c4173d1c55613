import { join } from 'node:path';
import { readManifest, readPointer, verifyFiles } from '@union/warehouse/publication/publications.ts';

/** The id that the pointer names, once every byte of it is as its manifest says. @throws Error when there is no pointer. */
export async function wholePublication(folder: string): Promise<string> {
  const pointer = readPointer(folder);
  if (!pointer) throw new Error('there is no pointer');
  await verifyFiles(
    join(folder, pointer.publicationId),
    readManifest(folder, pointer.publicationId, pointer.manifestSha256),
  );
  return pointer.publicationId;
}
