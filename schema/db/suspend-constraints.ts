import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Statements that put back what `suspendConstraints` took away, in their order. */
export type Suspended = readonly { readonly what: string; readonly isExclusion: boolean; readonly statement: string }[];

/**
 * Takes foreign keys, keys, exclusion constraints and indexes off the tables, so that rows can be poured in, in any order:
 * with them on, 20 million enterprises take hours instead of minutes, most of it in the GiST indexes behind the exclusions.
 * @returns what puts them back, statement by statement; keep it until then.
 */
export async function suspendConstraints(db: Db, tables: readonly string[]): Promise<Suspended> {
  const constraints = await sql<{ table: string; name: string; kind: string; definition: string }>`
    select conrelid::regclass::text as table, conname as name, contype as kind, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype in ('p', 'u', 'x', 'f')
      and (conrelid::regclass::text = any(${tables}) or (contype = 'f' and confrelid::regclass::text = any(${tables})))
    order by array_position(array['p', 'u', 'x', 'f'], contype::text), conname
  `.execute(db);
  const indexes = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename = any(${tables})
      and indexname not in (select conname from pg_constraint where contype in ('p', 'u', 'x'))
    order by indexname
  `.execute(db);
  for (const { name } of indexes.rows) await sql`drop index ${sql.id(name)}`.execute(db);
  for (const { table, name } of constraints.rows.toReversed()) {
    await sql`alter table ${sql.id(table)} drop constraint ${sql.id(name)}`.execute(db);
  }
  const restored = constraints.rows.map(({ table, name, kind, definition }) => ({
    what: name,
    kind,
    statement: `alter table "${table}" add constraint "${name}" ${definition}`,
  }));
  return [
    ...restored.filter(({ kind }) => kind === 'p' || kind === 'u'),
    ...indexes.rows.map(({ name, definition }) => ({ what: name, kind: 'i', statement: definition })),
    ...restored.filter(({ kind }) => kind === 'f' || kind === 'x'),
  ].map(({ what, kind, statement }) => ({ what, isExclusion: kind === 'x', statement }));
}
