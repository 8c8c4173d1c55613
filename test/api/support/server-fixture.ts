import { openLogger } from '@union/api/logger.ts';
import { type ServerOptions, startServer } from '@union/api/server.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { countQueries } from './counting.ts';

/** What a test reads of an answer. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  readonly data: any;
  readonly errors:
    | { message: string; path?: unknown[]; extensions: { code: string; requestId?: string; messageZh?: string } }[]
    | undefined;
};

export type TestServer = {
  readonly url: string;
  /** POSTs an operation as a page would. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** Lines that the server logged. */
  readonly log: Record<string, unknown>[];
  /** Statements that reached DuckDB. */
  readonly queries: string[];
  close(): Promise<void>;
};

/** A real server on a free port, over a folder of publications. */
export async function openTestServer(
  folder: string,
  database: Database,
  options: Partial<ServerOptions> = {},
): Promise<TestServer> {
  const log: Record<string, unknown>[] = [];
  const opened = openPublications(folder, { pollMs: 50 });
  const publications = countQueries(opened);
  const logger = openLogger('info', { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) });
  const server = await startServer({
    config: readConfig({ PORT: '0', HOST: '127.0.0.1' }),
    database,
    publications,
    logger,
    now: () => new Date('2026-11-21T01:00:00Z'),
    ...options,
  });
  return {
    url: server.url,
    log,
    queries: publications.statements,
    async ask(query, variables) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as Answer;
      return { status: response.status, headers: response.headers, data, errors };
    },
    async close() {
      await server.close();
      await opened.close();
    },
  };
}
