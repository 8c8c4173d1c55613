import { type Manifest, parsePublicationId } from '@union/warehouse/publication/manifest.ts';
import { comparePublicationIds } from '@union/warehouse/publication/publications.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import type { Withdrawal } from '@union/warehouse/publication/withdrawals.ts';
import { NoPublication, PublicationGone, PublicationNotFound } from '../errors.ts';

/** Publications as one request sees them: what it chose once stays, so that no answer mixes two nights. */
export type RequestPublications = {
  /**
   * The publication that stood at the end of the day `published`, or the current one.
   * @throws NoPublication when nothing had been published by then.
   */
  choose(published?: string | null): Promise<Publication>;
  /** The publication with this id, or the current one when it is absent. @throws NoPublication, PublicationNotFound, PublicationGone */
  byId(id?: string | null): Promise<Publication>;
  /** The current publication, or undefined before the first. */
  current(): Promise<Publication | undefined>;
  /** The manifests that are kept, newest first. */
  manifests(): Manifest[];
  /** Publications that were taken out of service, latest first. */
  withdrawals(): readonly Withdrawal[];
};

/**
 * The publication with this id. @throws PublicationGone for an id of a night that was published and is no longer kept, or
 * may have been, and for one that was withdrawn, with the reason; PublicationNotFound for one that cannot have been.
 */
export async function getPinned(publications: Publications, id: string): Promise<Publication> {
  const publication = parsePublicationId(id) && (await publications.find({ id }));
  if (publication) return publication;
  const withdrawal = publications.withdrawals().find(({ publicationId }) => publicationId === id);
  if (withdrawal) throw new PublicationGone(id, withdrawal);
  const current = publications.current()?.id;
  const isPast = parsePublicationId(id) && current !== undefined && comparePublicationIds(id, current) < 0;
  throw isPast ? new PublicationGone(id) : new PublicationNotFound(id);
}

/** The publications of a request that may choose; the current one is looked up once. */
export function openToChoice(publications: Publications): RequestPublications {
  const chosen = new Map<string, Promise<Publication | undefined>>();
  const find = (published: string | undefined) => {
    const key = published ?? '';
    let choice = chosen.get(key);
    if (!choice) {
      choice =
        published === undefined
          ? Promise.resolve(publications.current())
          : publications.find({ publishedUntil: published });
      chosen.set(key, choice);
    }
    return choice;
  };
  const choose = async (published?: string | null) => {
    const publication = await find(published ?? undefined);
    if (!publication) throw new NoPublication(published ?? undefined);
    return publication;
  };
  return {
    choose,
    byId: (id) => (id == null ? choose() : getPinned(publications, id)),
    current: () => find(undefined),
    manifests: () => publications.list(),
    withdrawals: () => publications.withdrawals(),
  };
}

/** A request that sees one publication whatever it asks for, so that its answer does not depend on the others. */
export function pinnedTo(publication: Publication): RequestPublications {
  return {
    choose: async () => publication,
    async byId(id) {
      if (id != null && id !== publication.id) throw new PublicationNotFound(id);
      return publication;
    },
    current: async () => publication,
    manifests: () => [publication.manifest],
    withdrawals: () => [],
  };
}
