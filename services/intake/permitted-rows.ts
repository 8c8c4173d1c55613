import type { Reaches } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import type { Action, Register } from '@union/access/rules.ts';
import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { type UndoTable, undoTables } from './registers/undo-tables.ts';

/** Rows of a table that an import touched beyond what its loader may touch. */
export type RowsBeyond = { readonly table: UndoTable; readonly rows: number };

/**
 * What an import brought, changed or took out where the viewer may not do that: each row as it is and as it was before
 * must lie within the viewer's grants. `[]` when all of it does.
 */
export async function rowsBeyond(db: Db, reaches: Reaches, importId: number, action: Action): Promise<RowsBeyond[]> {
  const beyond: RowsBeyond[] = [];
  for (const table of undoTables) {
    const register = table.table as Register;
    const reach = reaches.of(register, action);
    if (reach === 'everything') continue;
    const outside =
      reach === 'nothing'
        ? sql`true`
        : sql`not coalesce(${liesWithin(register, (name) => sql`touched.${sql.id(name)}`, bound(reach))}, false)`;
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from (
        select * from ${sql.table(table.table)} where import_id = ${importId}
        union all
        select kept.* from import_change
          cross join lateral jsonb_populate_record(null::${sql.table(table.table)}, before) kept
        where import_change.import_id = ${importId} and register = ${table.table}
      ) touched where ${outside}
    `.execute(db);
    const count = rows[0]?.count ?? 0;
    if (count > 0) beyond.push({ table, rows: count });
  }
  return beyond;
}
