import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { trustedDocuments } from './documents/run-document.ts';
import { schema } from './schema.ts';

/** A file that is made from the code; `path` is absolute. */
export type ContractFile = { readonly path: string; readonly content: string };

const root = fileURLToPath(new URL('../../', import.meta.url));
const scalars = { Date: 'string', DateTime: 'string', SafeInt: 'number' };

/** The GraphQL schema as SDL, the types of the widgets' documents, and typed documents for tests and the client's examples. */
export async function contractFiles(): Promise<ContractFile[]> {
  const sdl = `${printSchema(schema)}\n`;
  const generated: { filename: string; content: string }[] = await generate(
    {
      cwd: root,
      schema: sdl,
      silent: true,
      // Plug-ins are found from this package, whatever folder the script is started in.
      pluginLoader: (name) => import(name),
      generates: {
        // A file a document: each names its own fragments.
        ...Object.fromEntries(
          [...trustedDocuments.keys()].map((name) => [
            `widgets/generated/${name}.ts`,
            {
              documents: `widgets/documents/${name}.graphql`,
              plugins: ['typescript-operations'],
              config: { scalars, immutableTypes: true, skipTypename: true, useTypeImports: true },
            },
          ]),
        ),
        'test/api/generated/': {
          documents: 'test/api/operations/*.graphql',
          preset: 'client',
          presetConfig: { fragmentMasking: false },
          config: { scalars, useTypeImports: true, enumsAsTypes: true, importExtension: '.ts' },
        },
        // As services/client/codegen.ts makes them for others.
        'services/client/example/generated/': {
          documents: 'services/client/example/*.ts',
          preset: 'client',
          presetConfig: { fragmentMasking: false },
          config: {
            ...{ scalars, useTypeImports: true, enumsAsTypes: true, importExtension: '.ts' },
            documentMode: 'string',
          },
        },
      },
    },
    false,
  );
  return [
    { path: `${root}schema/schema.graphql`, content: sdl },
    ...generated.map(({ filename, content }) => ({
      path: filename.startsWith('/') ? filename : `${root}${filename}`,
      // The generator speaks to a linter that this project does not use.
      content: content.replace('/* eslint-disable */\n', ''),
    })),
  ];
}
