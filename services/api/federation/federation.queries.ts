import type { Db } from '@union/schema/db/database.ts';

/** Every federation above the grassroots. */
export function federations(db: Db) {
  return db.selectFrom('federation').select(['federation_code', 'name', 'level', 'parent_code', 'region_code']);
}
