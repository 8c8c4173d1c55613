/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

export type UnionisedQueryVariables = Exact<{
  scope: string | number;
}>;


export type UnionisedQuery = { figure: { state: FigureState, value: number | null, numerator: number | null, denominator: number | null, asOf: string | null, metric: { name: string } } };

export type UnionsOfParkQueryVariables = Exact<{
  park: string | number;
  size: number;
  after?: string | null | undefined;
}>;


export type UnionsOfParkQuery = { unions: { edges: Array<{ node: { code: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const UnionisedDocument = new TypedDocumentString(`
    query Unionised($scope: ID!) {
  figure(metric: "enterprise_unionisation_rate", scope: $scope) {
    state
    value
    numerator
    denominator
    asOf
    metric {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<UnionisedQuery, UnionisedQueryVariables>;
export const UnionsOfParkDocument = new TypedDocumentString(`
    query UnionsOfPark($park: ID!, $size: Int!, $after: String) {
  unions(first: $size, after: $after, filter: {park: $park}) {
    edges {
      node {
        code
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<UnionsOfParkQuery, UnionsOfParkQueryVariables>;