import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';

/** Holds the one session of an embedded engine in a transaction, so that every other statement waits until `release`. */
export async function holdDatabase(database: Database): Promise<{ release(): Promise<void> }> {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const session = database.session(async ({ db }) => {
    await sql`select 1`.execute(db);
    begun.resolve();
    await end.promise;
  });
  await begun.promise;
  return {
    async release() {
      end.resolve();
      await session;
    },
  };
}
