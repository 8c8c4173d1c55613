import type { Reach, Reaches } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
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
 * The latest loaded files, newest first: those whose loaders work where the viewer reads imports, and the viewer's own. The
 * name of a file may tell what is not the viewer's.
 */
export async function latestImports(db: Db, reaches: Reaches, limit: number): Promise<ImportEntry[]> {
  const reach = reaches.of('import', 'read');
  return db
    .selectFrom('import')
    .select(['import_id as importId', 'file_name as fileName', 'status', 'loaded_at as loadedAt'])
    .select(['loaded_by as loadedBy', 'undone_at as undoneAt', 'undone_by as undoneBy', 'row_counts as counts'])
    .where('file_format', '<>', 'form')
    .$if(typeof reach === 'object', (query) => query.where(sql<boolean>`(${isSeen(reach)} or ${isOwn(reaches)})`))
    .$if(reach === 'nothing', (query) => query.where(sql<boolean>`false`))
    .orderBy('import_id', 'desc')
    .limit(limit)
    .execute();
}

/** Which of these imports the viewer sees, their own among them. */
export async function seenImports(db: Db, reaches: Reaches, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const reach = reaches.of('import', 'read');
  if (ids.length === 0 || reach === 'nothing') return new Set();
  const rows = await db
    .selectFrom('import')
    .select('import_id')
    .where('import_id', 'in', [...ids])
    .where(sql<boolean>`(${isSeen(reach)} or ${isOwn(reaches)})`)
    .execute();
  return new Set(rows.map(({ import_id }) => import_id));
}

/** Whether the viewer loaded it, as the audit knows. */
function isOwn({ viewer: { kind, id } }: Reaches) {
  return sql<boolean>`exists (
    select from audit_event
    where register = 'import' and action = 'load' and row_key = jsonb_build_object('import_id', import.import_id)
      and actor_kind = ${kind} and actor_id = ${id})`;
}

/** Whether a row of `import` lies where somebody reads imports. */
function isSeen(reach: Reach) {
  if (typeof reach === 'string') return reach === 'everything' ? sql<boolean>`true` : sql<boolean>`false`;
  return sql<boolean>`coalesce(${liesWithin('import', (name) => sql`import.${sql.id(name)}`, bound(reach))}, false)`;
}
