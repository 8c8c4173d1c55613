import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@union/schema/db/database.ts';
import { lockFileHolder, takeLockFile as takeFile } from '@union/schema/lock-file.ts';
import { sql } from 'kysely';
import { NightAlreadyRunning } from './errors.ts';

/** Any number that no other program of the database uses: the advisory lock of the night. */
const ADVISORY_KEY = 7320924001;
const LOCK_FILE = 'night.lock';
/** A server takes a moment to notice that the connection of a killed run is gone. */
const PATIENCE_MS = 3000;

/**
 * Runs `work` under a lock file in the publications folder, so that no two processes of one machine build at once.
 * @throws NightAlreadyRunning at once when another run holds it.
 */
export async function withLockFile<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const release = takeLockFile(folder);
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * Runs `work` under an advisory lock of PostgreSQL, held on a connection of its own, so that no two machines with one
 * database build at once.
 * @throws NightAlreadyRunning within seconds when another run holds it.
 */
export async function withAdvisoryLock<T>(database: Database, work: () => Promise<T>): Promise<T> {
  // One process owns the embedded engine, and its one session is shared: the lock file says all there is to say.
  if (database.engine === 'embedded') return work();
  return database.db.connection().execute(async (connection) => {
    const take = async () => {
      const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${ADVISORY_KEY}) as taken`.execute(
        connection,
      );
      return rows[0]?.taken === true;
    };
    const until = Date.now() + PATIENCE_MS;
    while (!(await take())) {
      if (Date.now() > until) throw new NightAlreadyRunning('another process with the same database');
      await delay(100);
    }
    try {
      return await work();
    } finally {
      // When the connection is gone the server has let go of the lock already.
      await sql`select pg_advisory_unlock(${ADVISORY_KEY})`.execute(connection).catch(() => {});
    }
  });
}

/** Takes the lock file, also from a holder that has died. @returns what gives it back. */
export function takeLockFile(folder: string): () => void {
  return takeFile(join(folder, LOCK_FILE), (holder) => new NightAlreadyRunning(holder));
}

/** Whether a run holds the lock now, and which; undefined when none does. */
export function lockHolder(folder: string): string | undefined {
  return lockFileHolder(join(folder, LOCK_FILE));
}
