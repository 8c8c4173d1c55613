import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { RestoreRunning, ServerRunning } from '../errors.ts';

/** Any number that no other program of the database uses: shared by servers, taken alone by a restore. */
const PRESENCE_KEY = 7320924002;
const AGAIN_MS = 5_000;
/** A server takes a moment to notice that the connection of a process that ended is gone. */
const PATIENCE_MS = 2_000;

/**
 * Says on a PostgreSQL server that a server of ours works on its database, for as long as it does, on a connection of its
 * own that is opened again when it breaks. The embedded engine needs none: its owner says it.
 * @returns ends it. @throws RestoreRunning
 */
export async function announceServer(databaseUrl: string): Promise<() => Promise<void>> {
  let client = await connectWith(databaseUrl, 'pg_try_advisory_lock_shared');
  if (!client) throw new RestoreRunning('DATABASE_URL', 'another process with the same database');
  const stopped = new AbortController();
  const watch = async () => {
    while (!stopped.signal.aborted) {
      await new Promise<void>((resolve) => {
        if (client) client.once('end', resolve);
        else resolve();
        stopped.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      if (stopped.signal.aborted) return;
      await delay(AGAIN_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => {});
      if (stopped.signal.aborted) return;
      client = await connectWith(databaseUrl, 'pg_try_advisory_lock_shared').catch(() => undefined);
    }
  };
  const watching = watch();
  return async () => {
    stopped.abort();
    await watching;
    await client?.end().catch(() => {});
  };
}

/** Keeps servers out for as long as a restore works. @returns lets them in again. @throws ServerRunning */
export async function keepServersOut(databaseUrl: string, where: string): Promise<() => Promise<void>> {
  for (const until = Date.now() + PATIENCE_MS; ; await delay(200)) {
    const client = await connectWith(databaseUrl, 'pg_try_advisory_lock');
    if (client) return () => client.end().catch(() => {});
    if (Date.now() > until) throw new ServerRunning(where);
  }
}

/** A connection that holds the lock; undefined when somebody else does. */
async function connectWith(databaseUrl: string, take: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    ...{ connectionString: databaseUrl, application_name: 'union-data-platform presence', keepAlive: true },
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>(`select ${take}($1) as taken`, [PRESENCE_KEY]);
    if (rows[0]?.taken) return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  await client.end();
  return undefined;
}
