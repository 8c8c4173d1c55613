import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Typed documents for programs that ask the API: copy this file as `codegen.ts`, then
 * `npm i -D @graphql-codegen/cli @graphql-codegen/client-preset && npx graphql-codegen`. Every `graphql(`…`)` in the sources becomes
 * a text that knows its variables and its answer, ready for `UnionClient.ask`.
 */
const config: CodegenConfig = {
  // The contract. A server carries it at /explorer/schema.graphql, also where it does not answer questions about itself.
  schema: process.env.UNION_SCHEMA ?? 'schema.graphql',
  documents: ['src/**/*.ts', 'src/**/*.graphql'],
  generates: {
    './src/graphql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        // A text needs no printer in the page, and no graphql package at run time.
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        // Node and browsers import files by their whole names; '.js' where tsc writes the files that run.
        importExtension: '.ts',
        // A day is YYYY-MM-DD, an instant ISO 8601 in UTC; money is integer cents beyond 32 bits.
        scalars: { Date: 'string', DateTime: 'string', SafeInt: 'number' },
      },
    },
  },
};
export default config;
