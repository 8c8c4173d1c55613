import { parsePublicationId } from '@union/warehouse/publication/manifest.ts';
import { comparePublicationIds } from '@union/warehouse/publication/publications.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { PublicationGone, PublicationNotFound } from '../errors.ts';
import { openToChoice } from './request-publications.ts';

/** Which publication an answer is made of: one by its id, one by the day it was served, or the current one. */
export type PublicationChoice = { readonly published?: string | undefined; readonly pinned?: string | undefined };

/**
 * The chosen publication.
 * @throws NoPublication; PublicationGone for an id of a night that was published and is no longer kept, or may have been, and for
 * one that was withdrawn, with the reason; PublicationNotFound for one that cannot have been.
 */
export async function choosePublication(
  publications: Publications,
  { published, pinned }: PublicationChoice,
): Promise<Publication> {
  if (pinned === undefined) return openToChoice(publications).choose(published);
  const publication = parsePublicationId(pinned) && (await publications.find({ id: pinned }));
  if (publication) return publication;
  const withdrawal = publications.withdrawals().find(({ publicationId }) => publicationId === pinned);
  if (withdrawal) throw new PublicationGone(pinned, withdrawal);
  const current = publications.current()?.id;
  const isPast = parsePublicationId(pinned) && current !== undefined && comparePublicationIds(pinned, current) < 0;
  throw isPast ? new PublicationGone(pinned) : new PublicationNotFound(pinned);
}
