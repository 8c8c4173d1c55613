import * as types from './graphql.ts';



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
    "\n  query Unionised($scope: ID!) {\n    figure(metric: \"enterprise_unionisation_rate\", scope: $scope) {\n      state\n      value\n      numerator\n      denominator\n      asOf\n      metric {\n        name\n      }\n    }\n  }\n": typeof types.UnionisedDocument,
    "\n  query UnionsOfPark($park: ID!, $size: Int!, $after: String) {\n    unions(first: $size, after: $after, filter: { park: $park }) {\n      edges {\n        node {\n          code\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.UnionsOfParkDocument,
};
const documents: Documents = {
    "\n  query Unionised($scope: ID!) {\n    figure(metric: \"enterprise_unionisation_rate\", scope: $scope) {\n      state\n      value\n      numerator\n      denominator\n      asOf\n      metric {\n        name\n      }\n    }\n  }\n": types.UnionisedDocument,
    "\n  query UnionsOfPark($park: ID!, $size: Int!, $after: String) {\n    unions(first: $size, after: $after, filter: { park: $park }) {\n      edges {\n        node {\n          code\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.UnionsOfParkDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Unionised($scope: ID!) {\n    figure(metric: \"enterprise_unionisation_rate\", scope: $scope) {\n      state\n      value\n      numerator\n      denominator\n      asOf\n      metric {\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').UnionisedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnionsOfPark($park: ID!, $size: Int!, $after: String) {\n    unions(first: $size, after: $after, filter: { park: $park }) {\n      edges {\n        node {\n          code\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').UnionsOfParkDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
