import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';

/** A table as COPY sees it: columns that are computed are not among them. */
export type TableShape = { readonly table: string; readonly columns: readonly string[] };

/** Who is signed in, or is about to be, does not outlive a restore: what was revoked since would open again. */
export const LEFT_OUT: readonly string[] = ['account_session', 'sign_in_link', 'sign_in_attempt'];

/** The tables of the database with their columns, both in the order of their names and places; `[]` for an empty one. */
export async function readTables(db: Db): Promise<TableShape[]> {
  const { rows } = await sql<TableShape>`
    select relname as table, array_agg(attname::text order by attnum) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and attnum > 0 and not attisdropped and attgenerated = ''
      and relname not like 'kysely\_migration%'
    group by relname order by relname collate "C"
  `.execute(db);
  return rows;
}

/** Names of the migrations that the database has been through, in order; `[]` when it was never migrated. */
export async function readMigrations(db: Db): Promise<string[]> {
  const found = await sql<{
    there: boolean;
  }>`select to_regclass('public.kysely_migration') is not null as there`.execute(db);
  if (!found.rows[0]?.there) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name collate "C"`.execute(db);
  return rows.map(({ name }) => name);
}

/** Columns that count by themselves, with the sequence behind each. */
export async function readIdentities(db: Db): Promise<{ table: string; column: string; sequence: string }[]> {
  const { rows } = await sql<{ table: string; column: string; sequence: string }>`
    select relname as table, attname as column, pg_get_serial_sequence(quote_ident(relname), attname) as sequence
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped
      and pg_get_serial_sequence(quote_ident(relname), attname) is not null
    order by relname collate "C", attnum
  `.execute(db);
  return rows;
}

/** Makes every value the same text on both engines and in every session, and refuses rather than hides rows behind policies. */
export async function settleSession(db: Db): Promise<void> {
  await sql`select set_config(name, value, true) from (values
    ('datestyle', 'ISO, MDY'), ('intervalstyle', 'postgres'), ('timezone', 'UTC'), ('extra_float_digits', '1'),
    ('bytea_output', 'hex'), ('row_security', 'off'), ('statement_timeout', '0'), ('lock_timeout', '0'),
    ('idle_in_transaction_session_timeout', '0')
  ) as setting (name, value)`.execute(db);
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table with its columns, as COPY takes it. */
export function copyTarget({ table, columns }: TableShape): string {
  return `public.${quoted(table)} (${columns.map(quoted).join(', ')})`;
}
