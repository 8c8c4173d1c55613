import { GraphiQL } from 'graphiql';
import { buildSchema } from 'graphql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { defaultQuery } from './default-query.ts';

/** The explorer in the browser. Workers and schema lie beside this file; nothing comes from elsewhere. */

/** The server's sources are checked without the browser's types; these are all that the page uses. */
const { document, Worker } = globalThis as unknown as {
  document: { getElementById(id: string): never };
  Worker: new (url: URL, options: { type: 'classic' }) => unknown;
};

const workers: Readonly<Record<string, string>> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

(globalThis as { MonacoEnvironment?: unknown }).MonacoEnvironment = {
  getWorker: (_: unknown, label: string) =>
    new Worker(new URL(workers[label] ?? 'editor.worker.js', import.meta.url), { type: 'classic' }),
};

const sdl = await (await fetch(new URL('schema.graphql', import.meta.url))).text();

async function fetcher(operation: { query: string; variables?: unknown; operationName?: string | null }) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  });
  return (await response.json()) as { data?: Record<string, unknown> };
}

createRoot(document.getElementById('explorer')).render(
  createElement(GraphiQL, { fetcher, schema: buildSchema(sdl), defaultQuery, defaultEditorToolsVisibility: false }),
);
