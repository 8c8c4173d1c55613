import { GraphiQL } from 'graphiql';
import { buildSchema } from 'graphql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { defaultQuery } from './default-query.ts';

/** The explorer in the browser. Workers and schema lie beside this file; nothing comes from elsewhere. */

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
  return response.json();
}

const root = document.getElementById('explorer');
if (!root) throw new Error('the page has no place for the explorer');
createRoot(root).render(
  createElement(GraphiQL, { fetcher, schema: buildSchema(sdl), defaultQuery, defaultEditorToolsVisibility: false }),
);
