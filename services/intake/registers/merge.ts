import type { Db } from '@union/schema/db/database.ts';
import { CompiledQuery, sql } from 'kysely';
import { stageTable } from '../staging/stage.ts';
import type { MergeCounts } from './enterprise-register.ts';
import type { Register, RegisterColumn, StagedSheets } from './register.ts';

/** SQL that matches a row `known` of the register's table with a row `other`, by natural key; hashable though keys may be null. */
export function sameKey(columns: readonly RegisterColumn[], other: string): string {
  return columns
    .filter((column) => column.isKey)
    .map(({ name, nullKey }) =>
      nullKey
        ? `coalesce(known.${name}, ${nullKey}) = coalesce(${other}.${name}, ${nullKey})`
        : `known.${name} = ${other}.${name}`,
    )
    .join(' and ');
}

/**
 * Brings the staged rows of a sheet into its table: rows that differ are kept in `import_change` and updated, new ones
 * inserted, others left alone. All by statements over all rows at once.
 */
export async function mergeRegister(
  db: Db,
  register: Register,
  importId: number,
  staged: StagedSheets,
): Promise<MergeCounts> {
  const { table, columns, sheet } = register;
  const ready = `ready_${table}`;
  const run = (text: string) => sql.raw(text).execute(db);
  const key = sameKey(columns, 'ready');
  const names = columns.map((column) => column.name);
  await run(`drop table if exists pg_temp.${ready}`);
  await run(`
    create temp table ${ready} on commit drop as
    select s.row_no, ${columns.map(({ name, value }) => `${value} as ${name}`).join(', ')}
    from ${stageTable(sheet.key)} s ${register.joins}`);
  await run(`analyze pg_temp.${ready}`);

  const values = columns.filter((column) => !column.isKey);
  // A column that the file lacks says nothing: what was known stays.
  const absent = values.filter(({ from }) => !staged.hasColumn(sheet.key, from));
  if (absent.length > 0) {
    await run(`
      update ${ready} ready set ${absent.map(({ name }) => `${name} = known.${name}`).join(', ')}
      from ${table} known where ${key}`);
  }
  const differs = differsFrom(values, key);
  const insert = () =>
    affected(
      db,
      `insert into ${table} (${names.join(', ')}, import_id)
      select ${names.map((name) => `ready.${name}`).join(', ')}, ${importId} from ${ready} ready
      where not exists (select from ${table} known where ${key}) order by ready.row_no`,
    );
  // A changed row may come to refer to a new one of its own table; elsewhere a new row may need what a changed one gives up.
  let added = register.refersToItself ? await insert() : 0;
  const updated = values.length > 0 ? await change(db, register, importId, differs) : 0;
  if (!register.refersToItself) added = await insert();
  const { rows } = await db.executeQuery<{ total: number }>(
    CompiledQuery.raw(`select count(*) as total from pg_temp.${ready}`),
  );
  const inserted = register.replacesRows ? added - updated : added;
  return { inserted, updated, unchanged: (rows[0]?.total ?? 0) - inserted - updated };
}

/** SQL that matches a known row with the ready row of its key when any other value differs. */
function differsFrom(values: readonly RegisterColumn[], key: string): string {
  const list = (alias: string) => values.map(({ name }) => `${alias}.${name}`).join(', ');
  return `${key} and row(${list('known')}) is distinct from row(${list('ready')})`;
}

/** Keeps the rows that differ as they were, and changes them. @returns how many. */
async function change(db: Db, { table, columns, replacesRows }: Register, importId: number, differs: string) {
  const ready = `ready_${table}`;
  const rowKey = columns.filter((column) => column.isKey).map(({ name }) => `'${name}', known.${name}`);
  const changed = await affected(
    db,
    `insert into import_change (import_id, register, row_key, before)
    select ${importId}, '${table}', jsonb_build_object(${rowKey.join(', ')}), to_jsonb(known)
    from ${table} known join ${ready} ready on ${differs}`,
  );
  if (changed === 0) return 0;
  const values = columns.filter((column) => !column.isKey);
  const statement = replacesRows
    ? `delete from ${table} known using ${ready} ready where ${differs}`
    : `update ${table} known
      set ${values.map(({ name }) => `${name} = ready.${name}`).join(', ')}, import_id = ${importId}, recorded_at = now()
      from ${ready} ready where ${differs}`;
  await affected(db, statement);
  return changed;
}

async function affected(db: Db, text: string): Promise<number> {
  const { numAffectedRows } = await db.executeQuery(CompiledQuery.raw(text));
  return Number(numAffectedRows ?? 0);
}
