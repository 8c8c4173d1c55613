import type { Enterprise } from '../enterprises.ts';
import type { OfferRow } from '../tables.ts';

/** An offer before it has a number. */
export type OfferDraft = {
  readonly federationCode: string;
  readonly regionCode: string;
  /** Null: to the employers of a region. */
  readonly enterprise: Enterprise | null;
  readonly sentOn: string;
  readonly repliedOn: string | null;
  readonly reply: OfferRow['reply'];
};
