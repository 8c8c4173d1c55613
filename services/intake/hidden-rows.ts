import type { Reach, Reaches } from '@union/access/reach.ts';
import { type BoundCodes, liesWithin } from '@union/access/rows.ts';
import { type Register, rolesOf, ruleOf, registers as rules } from '@union/access/rules.ts';
import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { registers, steppedRegisters } from './registers/registers.ts';
import { type Staged, stageTable } from './staging/stage.ts';

/** How far somebody sees a register whose rows are held against what is loaded. */
function seen(reaches: Reaches, register: Register): Reach {
  // What is open to the public is no secret to anybody.
  if (rolesOf(ruleOf(register).group, 'read').includes('public')) return 'everything';
  const reach = reaches.of(register, 'read');
  return reach === 'nothing' ? reaches.of(register, 'load') : reach;
}

/**
 * Hides, for the rest of the transaction or until `show`, every row that the viewer does not see: views of the same names
 * stand before the tables. What a rule asks of them is then answered as if those rows were not there.
 * @param texts statements that will be run: only tables that they name are hidden.
 */
export async function hideRows(db: Db, reaches: Reaches, texts: readonly string[]): Promise<{ show(): Promise<void> }> {
  const words = new Set(texts.flatMap((text) => text.match(/[a-z_]+/g) ?? []));
  const limited = (Object.keys(rules) as Register[]).flatMap((name) => {
    const reach = words.has(name) ? seen(reaches, name) : 'everything';
    return reach === 'everything' ? [] : [[name, reach] as const];
  });
  const hidden = limited.length === 0 ? [] : await tablesAmong(db, limited);
  if (hidden.length === 0) return { show: async () => {} };
  // The conditions look at the tables themselves, whatever view stands before them already.
  await sql`set local search_path = public, pg_temp`.execute(db);
  for (const [name, reach] of hidden) {
    const column = (of: string) => sql`${sql.table(name)}.${sql.id(of)}`;
    const open = reach === 'nothing' ? sql`false` : sql`coalesce(${liesWithin(name, column, written(reach))}, false)`;
    await sql`create temp view ${sql.id('pg_temp', name)} as select * from ${sql.id('public', name)} where ${open}`.execute(
      db,
    );
  }
  await sql`set local search_path = pg_temp, public`.execute(db);
  return {
    async show() {
      for (const [name] of hidden) await sql`drop view ${sql.id('pg_temp', name)}`.execute(db);
      await sql`set local search_path to default`.execute(db);
    },
  };
}

/** Those registers that are tables; what is only served has none. */
async function tablesAmong<T>(
  db: Db,
  limited: readonly (readonly [Register, T])[],
): Promise<(readonly [Register, T])[]> {
  const names = limited.map(([name]) => name);
  const { rows } = await sql<{ name: string }>`
    select tablename::text as name from pg_tables where schemaname = 'public' and tablename = any(${`{${names.join(',')}}`}::text[])
  `.execute(db);
  const existing = new Set(rows.map(({ name }) => name));
  return limited.filter(([name]) => existing.has(name));
}

/** Codes as they are written into a view, which takes no values of its own. */
function written({ federations, regions }: Exclude<Reach, string>): BoundCodes {
  return { federations: sql.lit(federations), regions: sql.lit(regions) };
}

/** Rows that a sheet would change, of which `rows` are the viewer's to change nowhere. */
export type KeysBeyond = { readonly register: Register; readonly staged: Staged; readonly rows: number };

/**
 * Staged rows that bear the key of a row where the viewer may not load. Asked before any rule, as what a rule says of such
 * a row would be told to somebody who may not see it. `[]` when there are none.
 */
export async function keysBeyond(
  db: Db,
  reaches: Reaches,
  stagedSheets: ReadonlyMap<string, Staged>,
): Promise<KeysBeyond[]> {
  const beyond: KeysBeyond[] = [];
  for (const { sheet, table, columns } of [...registers, ...steppedRegisters]) {
    const staged = stagedSheets.get(sheet.key);
    const name = table as Register;
    const reach = staged ? reaches.of(name, 'load') : 'everything';
    // What a role may not load at all is said as it always was, once all of it is read.
    if (!staged || typeof reach === 'string') continue;
    const keys = columns.filter(({ isKey }) => isKey);
    const own = name === 'enterprise' ? [{ name: 'credit_code', from: 'credit_code' }] : keys;
    // Keys that refer to other rows are answered by the rules of what they refer to.
    if (own.some((key) => key.name !== key.from)) continue;
    const same = own.map((key) => sql`known.${sql.id(key.name)} = s.${sql.id(key.from)}`);
    const open = liesWithin(name, (of) => sql`known.${sql.id(of)}`, written(reach));
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(stageTable(sheet.key))} s join ${sql.table(table)} known on ${sql.join(same, sql` and `)}
      where not coalesce(${open}, false)
    `.execute(db);
    const count = rows[0]?.count ?? 0;
    if (count > 0) beyond.push({ register: name, staged, rows: count });
  }
  return beyond;
}
