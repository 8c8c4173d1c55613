import { NotPermitted } from '@union/access/errors.ts';
import type { Reaches } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import type { Register } from '@union/access/rules.ts';
import { ImportNotFound } from '@union/intake/errors.ts';
import { undoTables } from '@union/intake/registers/undo-tables.ts';
import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';

/**
 * Whether a viewer may undo an import: every row that it brought, changed or took out lies where the viewer may undo.
 * @throws NotPermitted, or ImportNotFound when the import has no row that the viewer could know of.
 */
export async function requireUndo(db: Db, reaches: Reaches, importId: number): Promise<void> {
  for (const { table } of undoTables) {
    const register = table as Register;
    const reach = reaches.of(register, 'undo');
    if (reach === 'everything') continue;
    const column = (name: string) => sql`touched.${sql.id(name)}`;
    const outside =
      reach === 'nothing' ? sql`true` : sql`not coalesce(${liesWithin(register, column, bound(reach))}, false)`;
    const { rows } = await sql<{ found: boolean }>`
      select exists (
        select from (
          select * from ${sql.table(table)} where import_id = ${importId}
          union all
          select kept.* from import_change
            cross join lateral jsonb_populate_record(null::${sql.table(table)}, before) kept
          where import_change.import_id = ${importId} and register = ${table}
        ) touched where ${outside}
      ) as found
    `.execute(db);
    if (rows[0]?.found) throw new NotPermitted(register, 'undo');
  }
  const found = await db.selectFrom('import').select('status').where('import_id', '=', importId).executeTakeFirst();
  if (found?.status !== 'loaded') throw new ImportNotFound(importId, found !== undefined);
}
