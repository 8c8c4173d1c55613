import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { pageSize } from '../limits/page-size.ts';
import type { RequestPublications } from './request-publications.ts';

/** The manifest with this id among those kept, or the current one; undefined when there is none. */
export async function findManifest(
  publications: RequestPublications,
  id: string | undefined,
): Promise<Manifest | undefined> {
  if (id === undefined) return (await publications.current())?.manifest;
  return publications.manifests().find((manifest) => manifest.publicationId === id);
}

/** The manifests that are kept, newest first, at most `first` (20 when null). @throws PageSizeInvalid */
export function listManifests(publications: RequestPublications, first: number | null | undefined): Manifest[] {
  return publications.manifests().slice(0, pageSize(first));
}
