import type { Reaches } from '@union/access/reach.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { RowCounts } from '@union/schema/tables.ts';
import { sql } from 'kysely';

/** A file or a form that changed the registers. */
export type ImportEntry = {
  readonly importId: number;
  readonly fileName: string;
  readonly status: 'loaded' | 'undone';
  readonly loadedAt: Date;
  readonly loadedBy: string;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
  readonly counts: Readonly<Record<string, RowCounts>>;
};

/**
 * The latest loaded files, newest first: all of them for whoever reads imports everywhere; otherwise those that the
 * viewer loaded, as the audit knows it, since the name of a file may tell what is not the viewer's.
 */
export async function latestImports(db: Db, reaches: Reaches, limit: number): Promise<ImportEntry[]> {
  const reach = reaches.ofGroup('import', 'read');
  const { kind, id } = reaches.viewer;
  const own = sql<boolean>`exists (
    select from audit_event
    where register = 'import' and action = 'load' and row_key = jsonb_build_object('import_id', import.import_id)
      and actor_kind = ${kind} and actor_id = ${id})`;
  return db
    .selectFrom('import')
    .select(['import_id as importId', 'file_name as fileName', 'status', 'loaded_at as loadedAt'])
    .select(['loaded_by as loadedBy', 'undone_at as undoneAt', 'undone_by as undoneBy', 'row_counts as counts'])
    .where('file_format', '<>', 'form')
    .$if(reach !== 'everything', (query) => query.where(own))
    .$if(reach === 'nothing', (query) => query.where(sql<boolean>`false`))
    .orderBy('import_id', 'desc')
    .limit(limit)
    .execute();
}
