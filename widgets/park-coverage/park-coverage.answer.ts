import type { ParkCoverageQuery } from '../generated/park-coverage.ts';
import { type Counts, type Headline, type Ranking, readData, type Scope, type Series } from '../shared/answer.ts';

/** What `documents/park-coverage.graphql` answers. */
export type ParkCoverageAnswer = {
  readonly scope: Scope;
  readonly enterprises: Headline;
  readonly effectiveEnterprises: Counts;
  readonly members: Headline;
  readonly parksByEnterprises: Ranking;
  readonly parksByMembers: Ranking;
  readonly enterprisesByMonth: Series;
  readonly membersByMonth: Series;
};

/**
 * Reads the body of an answer; throws UnusableAnswer when it is an error or has another shape. The compiler holds the type
 * above against the one generated from the schema.
 */
export function readParkCoverage(envelope: unknown): ParkCoverageAnswer {
  return readData<ParkCoverageQuery & { readonly scope: Scope }>(envelope, [
    'scope',
    'enterprises',
    'effectiveEnterprises',
    'members',
    'parksByEnterprises',
    'parksByMembers',
    'enterprisesByMonth',
    'membersByMonth',
  ]);
}
