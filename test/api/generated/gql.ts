import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query Flagships {\n  unionised: figure(\n    metric: \"enterprise_unionisation_rate\"\n    scope: \"region:320924\"\n  ) {\n    ...Number\n    target {\n      target {\n        targetValue\n        comparison\n      }\n      pathValue\n      need\n      status\n    }\n  }\n  members: figure(metric: \"member_rate\", scope: \"region:320924\") {\n    ...Number\n    target {\n      need\n      status\n    }\n  }\n  stars: distribution(metric: \"star_distribution\", scope: \"region:320924\") {\n    asOf\n    activeUnionCount\n    levels {\n      name\n      count\n      percentOfActive\n      percentOfRated\n    }\n  }\n  assistance: figure(metric: \"assistance_frontline_share\", scope: \"region:320924\") {\n    ...Number\n    period {\n      start\n      end\n    }\n    unclassified\n  }\n}\n\nfragment Number on Figure {\n  metric {\n    name\n    formula\n  }\n  numerator\n  denominator\n  value\n  state\n  asOf\n  definition {\n    id\n    version\n  }\n  publication {\n    id\n    publishedAt\n  }\n}": typeof types.FlagshipsDocument,
};
const documents: Documents = {
    "query Flagships {\n  unionised: figure(\n    metric: \"enterprise_unionisation_rate\"\n    scope: \"region:320924\"\n  ) {\n    ...Number\n    target {\n      target {\n        targetValue\n        comparison\n      }\n      pathValue\n      need\n      status\n    }\n  }\n  members: figure(metric: \"member_rate\", scope: \"region:320924\") {\n    ...Number\n    target {\n      need\n      status\n    }\n  }\n  stars: distribution(metric: \"star_distribution\", scope: \"region:320924\") {\n    asOf\n    activeUnionCount\n    levels {\n      name\n      count\n      percentOfActive\n      percentOfRated\n    }\n  }\n  assistance: figure(metric: \"assistance_frontline_share\", scope: \"region:320924\") {\n    ...Number\n    period {\n      start\n      end\n    }\n    unclassified\n  }\n}\n\nfragment Number on Figure {\n  metric {\n    name\n    formula\n  }\n  numerator\n  denominator\n  value\n  state\n  asOf\n  definition {\n    id\n    version\n  }\n  publication {\n    id\n    publishedAt\n  }\n}": types.FlagshipsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Flagships {\n  unionised: figure(\n    metric: \"enterprise_unionisation_rate\"\n    scope: \"region:320924\"\n  ) {\n    ...Number\n    target {\n      target {\n        targetValue\n        comparison\n      }\n      pathValue\n      need\n      status\n    }\n  }\n  members: figure(metric: \"member_rate\", scope: \"region:320924\") {\n    ...Number\n    target {\n      need\n      status\n    }\n  }\n  stars: distribution(metric: \"star_distribution\", scope: \"region:320924\") {\n    asOf\n    activeUnionCount\n    levels {\n      name\n      count\n      percentOfActive\n      percentOfRated\n    }\n  }\n  assistance: figure(metric: \"assistance_frontline_share\", scope: \"region:320924\") {\n    ...Number\n    period {\n      start\n      end\n    }\n    unclassified\n  }\n}\n\nfragment Number on Figure {\n  metric {\n    name\n    formula\n  }\n  numerator\n  denominator\n  value\n  state\n  asOf\n  definition {\n    id\n    version\n  }\n  publication {\n    id\n    publishedAt\n  }\n}"): (typeof documents)["query Flagships {\n  unionised: figure(\n    metric: \"enterprise_unionisation_rate\"\n    scope: \"region:320924\"\n  ) {\n    ...Number\n    target {\n      target {\n        targetValue\n        comparison\n      }\n      pathValue\n      need\n      status\n    }\n  }\n  members: figure(metric: \"member_rate\", scope: \"region:320924\") {\n    ...Number\n    target {\n      need\n      status\n    }\n  }\n  stars: distribution(metric: \"star_distribution\", scope: \"region:320924\") {\n    asOf\n    activeUnionCount\n    levels {\n      name\n      count\n      percentOfActive\n      percentOfRated\n    }\n  }\n  assistance: figure(metric: \"assistance_frontline_share\", scope: \"region:320924\") {\n    ...Number\n    period {\n      start\n      end\n    }\n    unclassified\n  }\n}\n\nfragment Number on Figure {\n  metric {\n    name\n    formula\n  }\n  numerator\n  denominator\n  value\n  state\n  asOf\n  definition {\n    id\n    version\n  }\n  publication {\n    id\n    publishedAt\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;