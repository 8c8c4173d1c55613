import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import type { Withdrawal } from '@union/warehouse/publication/withdrawals.ts';
import { NoPublication } from '../errors.ts';

/** Publications as one request sees them: what it chose once stays, so that no answer mixes two nights. */
export type RequestPublications = {
  /**
   * The publication that stood at the end of the day `published`, or the current one.
   * @throws NoPublication when nothing had been published by then.
   */
  choose(published?: string | null): Promise<Publication>;
  /** The current publication, or undefined before the first. */
  current(): Promise<Publication | undefined>;
  /** The manifests that are kept, newest first. */
  manifests(): Manifest[];
  /** Publications that were taken out of service, latest first. */
  withdrawals(): readonly Withdrawal[];
};

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
  return {
    async choose(published) {
      const publication = await find(published ?? undefined);
      if (!publication) throw new NoPublication(published ?? undefined);
      return publication;
    },
    current: () => find(undefined),
    manifests: () => publications.list(),
    withdrawals: () => publications.withdrawals(),
  };
}

/** A request that sees one publication whatever it asks for, so that its answer does not depend on the others. */
export function pinnedTo(publication: Publication): RequestPublications {
  return {
    choose: async () => publication,
    current: async () => publication,
    manifests: () => [publication.manifest],
    withdrawals: () => [],
  };
}
