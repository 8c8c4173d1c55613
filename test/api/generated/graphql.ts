/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How a value must stand to the target value. */
export type Comparison =
  /** 达到 · at it or above. */
  | 'AT_LEAST'
  /** 不超过 · at it or below. Less is better. */
  | 'AT_MOST'
  /** 超过 · above it; equal is not enough. */
  | 'GREATER_THAN'
  /** 低于 · below it; equal is too much. Less is better. */
  | 'LESS_THAN';

/** What the absence or presence of a value means. No two of these are ever shown alike. */
export type FigureState =
  /** 不适用 · the denominator is 0 (for spending: not above 0), so there is no share. */
  | 'NOT_APPLICABLE'
  /** 未报 · nothing is known for the scope by that day; numbers are null. */
  | 'NOT_REPORTED'
  /** 已报 · there is a value above 0, or below it. */
  | 'REPORTED'
  /** 受限 · kept by its federation: shown with an embed token or a role there. In lists alone; asked for by itself it is an error. Numbers are null. */
  | 'RESTRICTED'
  /** 不公布 · known but withheld, as it would speak of few households; numbers are null. */
  | 'SUPPRESSED'
  /** 为零 · the numerator is 0 and the denominator is not. */
  | 'ZERO';

/** Where a scope stands against a target, by the rule named in `lightRule`. */
export type TargetState =
  /** 落后 · behind the path, by up to 10 points under the default rule. */
  | 'BEHIND'
  /** 严重落后 · further behind. */
  | 'FAR_BEHIND'
  /** 已达标 · the value passes the comparison. */
  | 'MET'
  /** 不适用 · there is no value to compare. */
  | 'NOT_APPLICABLE'
  /** 符合序时进度 · not met yet, at or ahead of the path. */
  | 'ON_TRACK'
  /** 未定义 · not met, and no band of the rule holds the gap. Not good news: the rule says nothing. */
  | 'UNDEFINED';

export type FlagshipsQueryVariables = Exact<{ [key: string]: never; }>;


export type FlagshipsQuery = { unionised: { numerator: number | null, denominator: number | null, value: number | null, state: FigureState, asOf: string | null, target: { pathValue: number | null, need: number | null, status: TargetState, target: { targetValue: number, comparison: Comparison } } | null, metric: { name: string, formula: string }, definition: { id: string, version: number }, publication: { id: string, publishedAt: string } }, members: { numerator: number | null, denominator: number | null, value: number | null, state: FigureState, asOf: string | null, target: { need: number | null, status: TargetState } | null, metric: { name: string, formula: string }, definition: { id: string, version: number }, publication: { id: string, publishedAt: string } }, stars: { asOf: string | null, activeUnionCount: number | null, levels: Array<{ name: string, count: number, percentOfActive: number | null, percentOfRated: number | null }> }, assistance: { unclassified: number | null, numerator: number | null, denominator: number | null, value: number | null, state: FigureState, asOf: string | null, period: { start: string | null, end: string } | null, metric: { name: string, formula: string }, definition: { id: string, version: number }, publication: { id: string, publishedAt: string } } };

export type NumberFragment = { numerator: number | null, denominator: number | null, value: number | null, state: FigureState, asOf: string | null, metric: { name: string, formula: string }, definition: { id: string, version: number }, publication: { id: string, publishedAt: string } };

export const NumberFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Number"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Figure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metric"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"formula"}}]}},{"kind":"Field","name":{"kind":"Name","value":"numerator"}},{"kind":"Field","name":{"kind":"Name","value":"denominator"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"definition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"publication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}}]}}]}}]} as unknown as DocumentNode<NumberFragment, unknown>;
export const FlagshipsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Flagships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"unionised"},"name":{"kind":"Name","value":"figure"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"metric"},"value":{"kind":"StringValue","value":"enterprise_unionisation_rate","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"scope"},"value":{"kind":"StringValue","value":"region:320924","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Number"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"targetValue"}},{"kind":"Field","name":{"kind":"Name","value":"comparison"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pathValue"}},{"kind":"Field","name":{"kind":"Name","value":"need"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"members"},"name":{"kind":"Name","value":"figure"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"metric"},"value":{"kind":"StringValue","value":"member_rate","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"scope"},"value":{"kind":"StringValue","value":"region:320924","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Number"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"need"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"stars"},"name":{"kind":"Name","value":"distribution"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"metric"},"value":{"kind":"StringValue","value":"star_distribution","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"scope"},"value":{"kind":"StringValue","value":"region:320924","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"activeUnionCount"}},{"kind":"Field","name":{"kind":"Name","value":"levels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"percentOfActive"}},{"kind":"Field","name":{"kind":"Name","value":"percentOfRated"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"assistance"},"name":{"kind":"Name","value":"figure"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"metric"},"value":{"kind":"StringValue","value":"assistance_frontline_share","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"scope"},"value":{"kind":"StringValue","value":"region:320924","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Number"}},{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unclassified"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Number"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Figure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metric"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"formula"}}]}},{"kind":"Field","name":{"kind":"Name","value":"numerator"}},{"kind":"Field","name":{"kind":"Name","value":"denominator"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"definition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"publication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}}]}}]}}]} as unknown as DocumentNode<FlagshipsQuery, FlagshipsQueryVariables>;