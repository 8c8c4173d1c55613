import type { Db } from '@union/schema/db/database.ts';

/** Every region that ever was. */
export function regions(db: Db) {
  return db.selectFrom('region').select(['region_code', 'name', 'level', 'parent_code', 'retired_on']);
}
