import type { Database } from '@union/schema/db/database.ts';
import type { Publications } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';

/** Milliseconds after which a silent database counts as not answering. */
const PATIENCE = 2_000;

/** GET /health: the process lives. GET /ready: it can answer; 503 says what is missing. */
export function routeHealth(
  app: FastifyInstance,
  { database, publications, isStopping }: { database: Database; publications: Publications; isStopping: () => boolean },
): void {
  app.get('/health', async (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/ready', async (_, reply) => {
    const current = publications.current();
    const state = {
      database: (await answers(database))
        ? { status: 'ok', engine: database.engine }
        : { status: 'silent', engine: database.engine },
      publication: current ? { status: 'ok', id: current.id, asOf: current.manifest.asOf } : { status: 'none' },
    };
    const isReady = !isStopping() && state.database.status === 'ok' && state.publication.status === 'ok';
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ready' : isStopping() ? 'stopping' : 'not_ready', ...state });
  });
}

async function answers({ db }: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db, { signal: AbortSignal.timeout(PATIENCE) });
    return true;
  } catch {
    return false;
  }
}
