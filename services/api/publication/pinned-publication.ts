import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { getPinned, openToChoice } from './request-publications.ts';

/** Which publication an answer is made of: one by its id, one by the day it was served, or the current one. */
export type PublicationChoice = { readonly published?: string | undefined; readonly pinned?: string | undefined };

/** The chosen publication. @throws NoPublication, PublicationGone, PublicationNotFound */
export async function choosePublication(
  publications: Publications,
  { published, pinned }: PublicationChoice,
): Promise<Publication> {
  return pinned === undefined ? openToChoice(publications).choose(published) : getPinned(publications, pinned);
}
