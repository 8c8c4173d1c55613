import type { Publication } from '@union/warehouse/publication/reader.ts';
import type { RequestPublications } from './request-publications.ts';

/** The last publication kept of a day before this one's; undefined when none is. A correction of the same day is no earlier one. */
export async function previousOf(
  publications: RequestPublications,
  { manifest }: Publication,
): Promise<Publication | undefined> {
  const before = publications.manifests().find(({ asOf }) => asOf < manifest.asOf);
  return before && publications.byId(before.publicationId);
}
