import type { Database, Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { Reaches } from './reach.ts';
import { liesWithin } from './rows.ts';
import { type GroupName, type Register, registers, ruleOf } from './rules.ts';

/** Which tables PostgreSQL guards itself: those that are about persons, all that are not for everybody, or none. */
export type RowSecurity = 'personal' | 'all' | 'off';

/** The role as which guarded statements run: it reads, owns nothing, and passes no policy by. */
export const READER = 'union_reader';

/** Tables of persons that are no registers of their own. */
const PERSON_TABLES: Readonly<Record<string, Register>> = {
  ...{ household_person: 'hardship_household', member_person: 'member' },
  // The journal of payments lies where they do, by columns of the same names.
  assistance_booking: 'assistance_grant',
};
/** Rows as they were before a change: of every register, so each is seen where all of its register is. */
const PAST = 'import_change';
const PERSONAL: readonly GroupName[] = ['assistance', 'member'];
const OPEN: readonly GroupName[] = ['published', 'place'];

/** What came of putting the second wall up. */
export type WallReport = {
  readonly state: 'up' | 'off' | 'not a server' | 'refused';
  readonly tables: readonly string[];
  readonly reason?: string;
};

/**
 * Puts the second wall up, or takes it down: policies on the tables of the setting, for a role that reads through them.
 * They say the same as the predicates that the API writes into its statements, from the same rule table. Needs a PostgreSQL
 * server on which the application may make a role, or one on which `union_reader` was made for it; `refused` otherwise.
 */
export async function raiseWall({ db, engine }: Database, mode: RowSecurity): Promise<WallReport> {
  if (engine !== 'postgres') return { state: 'not a server', tables: [] };
  const guarded = mode === 'off' ? [] : await guardedTables(db, mode);
  try {
    await db.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtext('union-row-security'))`.execute(transaction);
      await makeReader(transaction);
      for (const table of await tablesWithPolicy(transaction)) await takeDown(transaction, table);
      for (const guard of guarded) await guardTable(transaction, guard);
      if (guarded.length > 0) await guardPast(transaction, guarded);
    });
  } catch (error) {
    return { state: 'refused', tables: [], reason: (error as Error).message };
  }
  const tables = guarded.map(({ table }) => table);
  return { state: mode === 'off' ? 'off' : 'up', tables: guarded.length > 0 ? [...tables, PAST] : [] };
}

type Guarded = { readonly table: string; readonly group: GroupName; readonly register: Register };

async function guardedTables(db: Db, mode: 'personal' | 'all'): Promise<Guarded[]> {
  const tables = new Set((await db.introspection.getTables()).map(({ name }) => name));
  const own = (Object.keys(registers) as Register[]).map((name): Guarded => {
    return { table: name, group: ruleOf(name).group, register: name };
  });
  const persons = Object.entries(PERSON_TABLES).map(([table, register]): Guarded => {
    return { table, group: ruleOf(register).group, register };
  });
  return [...own, ...persons].filter(
    ({ table, group }) => tables.has(table) && (mode === 'personal' ? PERSONAL.includes(group) : !OPEN.includes(group)),
  );
}

async function makeReader(db: Db): Promise<void> {
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = ${sql.lit(READER)}) then
        create role ${sql.id(READER)} nologin nobypassrls;
      end if;
      if not pg_has_role(current_user, ${sql.lit(READER)}, 'member') then
        execute format('grant %I to %I', ${sql.lit(READER)}, current_user);
      end if;
    end $$
  `.execute(db);
  await sql`grant usage on schema public to ${sql.id(READER)}`.execute(db);
  await sql`grant select on all tables in schema public to ${sql.id(READER)}`.execute(db);
  // What opens doors is read by none of its statements.
  await sql`revoke all on account_session, sign_in_link, sign_in_attempt, api_key, embed_token_key, display_token, subscription from ${sql.id(READER)}`.execute(
    db,
  );
}

async function tablesWithPolicy(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename::text as name from pg_policies where schemaname = 'public' and policyname = 'access'
  `.execute(db);
  return rows.map(({ name }) => name);
}

async function takeDown(db: Db, table: string): Promise<void> {
  await sql`drop policy access on ${sql.table(table)}`.execute(db);
  await sql`alter table ${sql.table(table)} disable row level security`.execute(db);
}

async function guardTable(db: Db, { table, group, register }: Guarded): Promise<void> {
  const column = (name: string) => sql`${sql.table(table)}.${sql.id(name)}`;
  const codes = {
    federations: sql<string>`access_codes('federations', ${sql.lit(group)})`,
    regions: sql<string>`access_codes('regions', ${sql.lit(group)})`,
  };
  const rule = ruleOf(register);
  const parent = table === 'household_person' ? 'household_id' : table === 'member_person' ? 'member_key' : undefined;
  const lies = parent
    ? sql`exists (select from ${sql.table(register)} as of_person where of_person.${sql.id(parent)} = ${column(parent)})`
    : rule.isShared || rule.lies.at === 'nowhere'
      ? sql`access_reach(${sql.lit(group)}) <> ''`
      : sql`coalesce(${liesWithin(register, column, codes)}, false)`;
  await sql`
    create policy access on ${sql.table(table)} for select to ${sql.id(READER)}
    using (access_reach(${sql.lit(group)}) = 'everything' or (access_reach(${sql.lit(group)}) <> '' and ${lies}))
  `.execute(db);
  // The owner's own work (intake, nights) is not held back: the API's statements run as the reader.
  await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
}

/** What rows were before they changed is kept for all registers together: shown to who reads all of its register. */
async function guardPast(db: Db, guarded: readonly Guarded[]): Promise<void> {
  const cases = guarded.map(
    ({ table, group }) => sql`when ${sql.lit(table)} then access_reach(${sql.lit(group)}) = 'everything'`,
  );
  const register = sql`${sql.table(PAST)}.register`;
  await sql`
    create policy access on ${sql.table(PAST)} for select to ${sql.id(READER)}
    using (case ${register} ${sql.join(cases, sql` `)} else true end)
  `.execute(db);
  await sql`alter table ${sql.table(PAST)} enable row level security`.execute(db);
}

/** Says in a transaction who reads, until it ends: the role, and how far it sees in each group. */
export async function readAs(db: Db, reaches: Reaches): Promise<void> {
  const settings = new Map<string, string>();
  for (const group of new Set(Object.values(registers).map((rule) => rule.group))) {
    const reach = reaches.ofGroup(group, 'read');
    if (reach === 'nothing') continue;
    settings.set(`union.reach_${group}`, typeof reach === 'string' ? reach : 'codes');
    if (typeof reach === 'string') continue;
    settings.set(`union.federations_${group}`, reach.federations);
    settings.set(`union.regions_${group}`, reach.regions);
  }
  const calls = [...settings].map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await sql`select ${calls.length > 0 ? sql.join(calls) : sql`1`}`.execute(db);
  await sql`set local role ${sql.id(READER)}`.execute(db);
}
