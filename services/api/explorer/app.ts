import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { buildSchema } from 'graphql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { findSaved } from './app/client.ts';
import { CostLine } from './app/cost-line.ts';
import { savedQueriesPlugin } from './app/saved-panel.ts';
import { defaultQuery } from './default-query.ts';

/** The explorer in the browser. Workers and schema lie beside this file; nothing comes from elsewhere. */

(globalThis as { MonacoEnvironment?: unknown }).MonacoEnvironment = {
  getWorker: (_: unknown, label: string) => {
    const workers: Readonly<Record<string, string>> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };
    return new Worker(new URL(workers[label] ?? 'editor.worker.js', import.meta.url), { type: 'classic' });
  },
};

const root = createRoot(document.getElementById('explorer') as HTMLElement);

async function fetcher(operation: { query: string; variables?: unknown; operationName?: string | null }) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  });
  return (await response.json()) as { data?: Record<string, unknown> };
}

/** The query that the address names: a saved one by its name, or a text that came along with the link. */
async function asked(): Promise<{ readonly query: string; readonly variables: string } | undefined> {
  const parameters = new URLSearchParams(location.search);
  const name = parameters.get('saved');
  if (name) return (await findSaved(name).catch(() => null)) ?? undefined;
  const query = parameters.get('query');
  return query === null ? undefined : { query, variables: parameters.get('variables') ?? '' };
}

const [sdl, opened] = await Promise.all([
  fetch(new URL('schema.graphql', import.meta.url)).then((response) => response.text()),
  asked(),
]);
const variables = opened && opened.variables !== '{}' ? opened.variables : '';

root.render(
  createElement(
    GraphiQL,
    {
      ...{ fetcher, schema: buildSchema(sdl), defaultQuery, defaultEditorToolsVisibility: false },
      plugins: [HISTORY_PLUGIN, savedQueriesPlugin],
      ...(opened && { initialQuery: opened.query, initialVariables: variables }),
    },
    createElement(GraphiQL.Footer, null, createElement(CostLine)),
  ),
);
