import { recordAudit } from '@union/access/audit/audit.ts';
import { operator, type Viewer } from '@union/access/viewer.ts';
import type { Database, Db } from '@union/schema/db/database.ts';
import { CompiledQuery, sql } from 'kysely';
import { constraintReason, ImportNotFound, isConstraintError, UndoRefused } from './errors.ts';
import { sameKey } from './registers/merge.ts';
import { type UndoTable, undoTables } from './registers/undo-tables.ts';
import type { Words } from './sheets/column.ts';

export type UndoReport = {
  readonly importId: number;
  readonly fileName: string;
  /** By table, in the order of the registers: rows taken out, and rows brought back to what they were. */
  readonly tables: readonly { readonly table: string; readonly deleted: number; readonly restored: number }[];
};

/**
 * Takes an import back: deletes the rows it inserted and restores those it changed, in one transaction. Afterwards the
 * same file can be loaded again.
 * @param viewer who does it, for the audit; by default the command line. Whether they may is asked before.
 * @throws ImportNotFound, UndoRefused with every reason when a later import changed its rows or other rows refer to them.
 */
export async function undoImport(
  database: Database,
  importId: number,
  who: string,
  viewer: Viewer = operator(who),
): Promise<UndoReport> {
  try {
    return await takeBackImport(database, importId, who, viewer);
  } catch (error) {
    // What was there before no longer fits beside what came since, such as a coverage that begins in the meantime.
    if (!isConstraintError(error)) throw error;
    const reason = constraintReason(error);
    throw new UndoRefused(importId, [
      { zh: `数据库约束不允许：${reason}`, en: `a constraint of the database refused it: ${reason}` },
    ]);
  }
}

function takeBackImport(database: Database, importId: number, who: string, viewer: Viewer): Promise<UndoReport> {
  return database.session(async ({ db }) => {
    await sql`select pg_advisory_xact_lock(hashtext('union-intake'))`.execute(db);
    const found = await db
      .selectFrom('import')
      .select(['file_name', 'status'])
      .where('import_id', '=', importId)
      .forUpdate()
      .executeTakeFirst();
    if (found?.status !== 'loaded') throw new ImportNotFound(importId, found !== undefined);
    const reasons = [...(await laterImports(db, importId)), ...(await dependants(db, importId))];
    if (reasons.length > 0) throw new UndoRefused(importId, reasons);
    const tables = await takeBack(db, importId);
    await db.deleteFrom('import_change').where('import_id', '=', importId).execute();
    await db
      .updateTable('import')
      .set({ status: 'undone', undone_at: sql<Date>`now()`, undone_by: who })
      .where('import_id', '=', importId)
      .execute();
    await recordAudit(db, viewer, {
      ...{ action: 'undo', register: 'import', key: { import_id: importId }, details: { tables } },
    });
    return { importId, fileName: found.file_name, tables };
  });
}

/** A later import that changed a row of this one keeps that row as it was, and so names this import. */
async function laterImports(db: Db, importId: number): Promise<Words[]> {
  const { rows } = await sql<{ import_id: number; file_name: string; register: string; rows: number }>`
    select import_id, file_name, register, count(*) as rows
    from import_change join import using (import_id)
    where (before ->> 'import_id')::bigint = ${importId}
    group by import_id, file_name, register order by import_id, register
  `.execute(db);
  return rows.map(({ import_id, file_name, register, rows: count }) => ({
    zh: `第 ${import_id} 号导入（${file_name}）之后更改了其中「${titleOf(register).zh}」${count} 行`,
    en: `import ${import_id} (${file_name}) later changed ${count} of its rows in ${titleOf(register).en}`,
  }));
}

type ForeignKey = { child: string; parent: string; child_columns: string[]; parent_columns: string[] };

/** Rows of other imports that refer to rows which this import inserted. */
async function dependants(db: Db, importId: number): Promise<Words[]> {
  const { rows: keys } = await sql<ForeignKey>`
    select child.relname::text as child, parent.relname::text as parent,
      (select array_agg(a.attname::text order by n) from unnest(fk.conkey) with ordinality k(num, n)
        join pg_attribute a on a.attrelid = fk.conrelid and a.attnum = k.num) as child_columns,
      (select array_agg(a.attname::text order by n) from unnest(fk.confkey) with ordinality k(num, n)
        join pg_attribute a on a.attrelid = fk.confrelid and a.attnum = k.num) as parent_columns
    from pg_constraint fk join pg_class child on child.oid = fk.conrelid join pg_class parent on parent.oid = fk.confrelid
    where fk.contype = 'f' and fk.connamespace = 'public'::regnamespace and parent.relname <> 'import'
    order by 1, 2
  `.execute(db);
  const reasons: Words[] = [];
  for (const { child, parent, child_columns, parent_columns } of keys) {
    const table = undoTables.find((candidate) => candidate.table === parent);
    if (!table || !undoTables.some((candidate) => candidate.table === child)) continue;
    const refers = child_columns
      .map((column, index) => `child.${column} = known.${parent_columns[index]}`)
      .join(' and ');
    const { rows } = await db.executeQuery<{ rows: number }>(
      CompiledQuery.raw(
        `select count(*) as rows from ${child} child join ${parent} known on ${refers}
        where known.import_id = $1 and child.import_id is distinct from $1 and not exists (${changedRow(table)})`,
        [importId],
      ),
    );
    const count = rows[0]?.rows ?? 0;
    if (count === 0) continue;
    reasons.push({
      zh: `「${titleOf(child).zh}」有 ${count} 行来自别处，引用了它带来的「${titleOf(parent).zh}」`,
      en: `${count} rows from elsewhere in ${titleOf(child).en} refer to its rows in ${titleOf(parent).en}`,
    });
  }
  return reasons;
}

/** SQL for the kept state of the row `known`, when import $1 changed it rather than inserted it. */
const changedRow = (table: UndoTable) => `
  select from import_change kept cross join lateral jsonb_populate_record(null::${table.table}, kept.row_key) keyed
  where kept.import_id = $1 and kept.register = '${table.table}' and ${sameKey(table.key, 'keyed')}`;

async function takeBack(db: Db, importId: number): Promise<UndoReport['tables']> {
  const done = [];
  const brought = new Map<string, number>();
  // Rows that were taken out come back first, what is referred to before what refers.
  for (const table of undoTables) {
    if (table.replacesRows) continue;
    brought.set(table.table, await run(db, insertTakenOut(table), importId));
  }
  // From the last register to the first, so that what refers goes before what is referred to.
  for (const table of undoTables.toReversed()) {
    const steps = { deleted: 0, restored: 0 };
    if (table.replacesRows) {
      const removed = await run(db, `delete from ${table.table} where import_id = $1`, importId);
      steps.restored = await run(db, insertKept(table), importId);
      steps.deleted = Math.max(0, removed - steps.restored);
    } else if (table.refersToItself) {
      steps.restored = await run(db, updateKept(table), importId);
      steps.deleted = await run(db, `delete from ${table.table} where import_id = $1`, importId);
    } else {
      steps.deleted = await run(
        db,
        `delete from ${table.table} known where import_id = $1 and not exists (${changedRow(table)})`,
        importId,
      );
      steps.restored = await run(db, updateKept(table), importId);
    }
    steps.restored = Math.max(steps.restored, brought.get(table.table) ?? 0);
    if (steps.deleted + steps.restored > 0) done.unshift({ table: table.table, ...steps });
  }
  return done;
}

const insertKept = ({ table }: UndoTable) => `
  insert into ${table} overriding system value
  select (jsonb_populate_record(null::${table}, before)).* from import_change
  where import_id = $1 and register = '${table}'`;

const insertTakenOut = ({ table, key }: UndoTable) => `
  insert into ${table} overriding system value
  select kept.* from import_change cross join lateral jsonb_populate_record(null::${table}, before) kept
  where import_change.import_id = $1 and register = '${table}'
    and not exists (select from ${table} known where ${sameKey(key, 'kept')})`;

const updateKept = ({ table, key, values }: UndoTable) => `
  update ${table} known
  set ${[...values, 'import_id', 'recorded_at'].map((name) => `${name} = kept.${name}`).join(', ')}
  from (
    select (jsonb_populate_record(null::${table}, before)).* from import_change
    where import_id = $1 and register = '${table}'
  ) kept
  where ${sameKey(key, 'kept')}`;

async function run(db: Db, text: string, importId: number): Promise<number> {
  const { numAffectedRows } = await db.executeQuery(CompiledQuery.raw(text, [importId]));
  return Number(numAffectedRows ?? 0);
}

function titleOf(table: string): Words {
  return undoTables.find((candidate) => candidate.table === table)?.title ?? { zh: table, en: table };
}
