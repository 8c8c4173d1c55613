import type { StarDistributionQuery } from '../generated/star-distribution.ts';
import { type FigureState, type Metric, type Publication, readData, type Scope } from '../shared/answer.ts';

export type StarLevel = {
  /** `5` to `1`, `not_rated`, `unrated`, `removed`. */
  readonly key: string;
  readonly level: number | null;
  readonly name: string;
  readonly nameEn: string;
  readonly count: number;
  /** Two decimals, rounded by largest remainder so that all levels total 100.00; null when the whole is 0. */
  readonly percentOfActive: number | null;
  /** The same of unions with a star; null for levels without one. */
  readonly percentOfRated: number | null;
};

/** What `documents/star-distribution.graphql` answers. */
export type StarDistributionAnswer = {
  readonly scope: Scope;
  readonly distribution: {
    readonly asOf: string | null;
    readonly state: FigureState;
    readonly activeUnionCount: number | null;
    readonly ratedUnionCount: number | null;
    readonly scheme: { readonly code: string; readonly name: string } | null;
    readonly levels: readonly StarLevel[];
    readonly metric: Metric;
    readonly definition: { readonly id: string; readonly version: number };
    readonly publication: Publication;
  };
  /** Null when the scheme had fewer than two closed rounds. */
  readonly movement: {
    readonly fromRound: { readonly code: string; readonly name: string };
    readonly toRound: { readonly code: string; readonly name: string };
    readonly cells: readonly { readonly fromKey: string; readonly toKey: string; readonly count: number }[];
  } | null;
};

/**
 * Reads the body of an answer; throws UnusableAnswer when it is an error or has another shape. The compiler holds the type
 * above against the one generated from the schema.
 */
export function readStarDistribution(envelope: unknown): StarDistributionAnswer {
  return readData<StarDistributionQuery & { readonly scope: Scope }>(envelope, ['scope', 'distribution', 'movement?']);
}
