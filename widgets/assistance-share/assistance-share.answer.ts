import type { AssistanceShareQuery } from '../generated/assistance-share.ts';
import { type Headline, type Ranking, readData, type Scope, type Series } from '../shared/answer.ts';

/** What `documents/assistance-share.graphql` answers. */
export type AssistanceShareAnswer = {
  readonly scope: Scope;
  readonly assistance: Headline;
  readonly spendingBroad: Headline;
  readonly spendingStrict: Headline;
  readonly months: Series;
  readonly towns: Ranking;
  readonly federations: Ranking;
};

/**
 * Reads the body of an answer; throws UnusableAnswer when it is an error or has another shape. The compiler holds the type
 * above against the one generated from the schema.
 */
export function readAssistanceShare(envelope: unknown): AssistanceShareAnswer {
  return readData<AssistanceShareQuery & { readonly scope: Scope }>(envelope, [
    'scope',
    'assistance',
    'spendingBroad',
    'spendingStrict',
    'months',
    'towns',
    'federations',
  ]);
}
