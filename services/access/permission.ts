import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { NotPermitted } from './errors.ts';
import type { Reaches } from './reach.ts';
import { bound, liesWithin } from './rows.ts';
import type { Action, Register } from './rules.ts';

/** Columns by which a row that is still to be written says where it will lie, under the names of `rules.ts`. */
export type RowPlace = Readonly<Record<string, string | number | null | undefined>>;

/** @throws NotPermitted when the viewer may do this with no row of the register at all. */
export function requireAny(reaches: Reaches, register: Register, action: Action): void {
  if (reaches.of(register, action) === 'nothing') throw new NotPermitted(register, action);
}

/**
 * @param place the columns that say where the row lies, such as `{ federation_code }`, `{ union_id }` or `{ enterprise_id }`.
 * @throws NotPermitted unless the viewer may do this with a row that lies there.
 */
export async function requirePermission(
  db: Db,
  reaches: Reaches,
  register: Register,
  action: Action,
  place: RowPlace,
): Promise<void> {
  if (!(await isPermitted(db, reaches, register, action, place))) throw new NotPermitted(register, action);
}

/** Whether the viewer may do this with a row that lies there. */
export async function isPermitted(
  db: Db,
  reaches: Reaches,
  register: Register,
  action: Action,
  place: RowPlace,
): Promise<boolean> {
  const reach = reaches.of(register, action);
  if (typeof reach === 'string') return reach === 'everything';
  const column = (name: string) => typed(name, place[name] ?? null);
  const { rows } = await sql<{
    ok: boolean | null;
  }>`select ${liesWithin(register, column, bound(reach))} as ok`.execute(db);
  return rows[0]?.ok === true;
}

/** Ids are numbers and codes are text, whatever was given. */
function typed(name: string, value: string | number | null) {
  return /_id$/.test(name) && name !== 'scope_id' ? sql`${value}::bigint` : sql`${value}::text`;
}
