import type { Db } from '@union/schema/db/database.ts';
import type { AbortableQueryOptions } from 'kysely';
import { inOrderOf } from '../registers/rows-by-key.ts';

export type FederationRow = NonNullable<Awaited<ReturnType<typeof findFederations>>[number]>;

/** The federations with these codes, in their order. */
export async function findFederations(db: Db, codes: readonly string[], abort?: AbortableQueryOptions) {
  const rows = await db
    .selectFrom('federation')
    .select(['federation_code', 'name', 'level', 'parent_code', 'region_code'])
    .where('federation_code', 'in', codes)
    .execute(abort);
  return inOrderOf(codes, rows, (row) => row.federation_code);
}
