import type { Database } from '@union/schema/db/database.ts';
import type { Suspended } from '@union/schema/db/suspend-constraints.ts';
import { sql } from 'kysely';

/**
 * Puts constraints and indexes back, checking the rows.
 * @param withExclusions false leaves out the exclusion constraints: their GiST indexes are slow to build on tens of
 * millions of rows, and only guard later writes.
 */
export async function restoreConstraints(
  database: Database,
  suspended: Suspended,
  withExclusions: boolean,
  onProgress: (message: string) => void,
): Promise<void> {
  for (const { what, isExclusion, statement } of suspended) {
    if (isExclusion && !withExclusions) continue;
    const began = performance.now();
    await database.session(async ({ db }) => {
      await sql.raw(`set local maintenance_work_mem = '512MB'`).execute(db);
      await sql.raw(statement).execute(db);
    });
    const seconds = (performance.now() - began) / 1000;
    if (seconds > 2) onProgress(`${what} ${seconds.toFixed(1)} s`);
  }
}
