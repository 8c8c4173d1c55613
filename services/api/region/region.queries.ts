import type { Db } from '@union/schema/db/database.ts';
import type { AbortableQueryOptions } from 'kysely';
import { inOrderOf } from '../registers/rows-by-key.ts';

export type RegionRow = NonNullable<Awaited<ReturnType<typeof findRegions>>[number]>;

/** The regions with these codes, in their order. */
export async function findRegions(db: Db, codes: readonly string[], abort?: AbortableQueryOptions) {
  const rows = await db
    .selectFrom('region')
    .select(['region_code', 'name', 'level', 'parent_code', 'retired_on'])
    .where('region_code', 'in', codes)
    .execute(abort);
  return inOrderOf(codes, rows, (row) => row.region_code);
}
