import { guardedDb } from '@union/access/guarded-db.ts';
import { reachesOf } from '@union/access/reach.ts';
import type { Role } from '@union/access/roles.ts';
import { READER, raiseWall } from '@union/access/row-security.ts';
import { anonymous, operator, type Viewer } from '@union/access/viewer.ts';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { giveTwoCounties } from './support/two-counties.ts';

const account = (role: Role, federationCode: string | null): Viewer => ({
  ...{ kind: 'account', id: '7', name: '陈', grants: [{ role, federationCode }] },
});

test('on the embedded engine, which one process owns whole, there is no second wall', async () => {
  const database = await openTestDatabase('embedded');
  expect(await raiseWall(database, 'all')).toMatchObject({ state: 'not a server', tables: [] });
  await database.close();
});

describe.each(['personal', 'all'] as const)('row security on %s tables of a PostgreSQL server', (mode) => {
  let database: Database;
  let tables: readonly string[];
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
    await giveTwoCounties(database);
    ({ tables } = await raiseWall(database, mode));
  });
  afterAll(() => database.close());

  /** What a statement without any predicate of the API's shows to a viewer. */
  const files = async (viewer: Viewer) => {
    const db = guardedDb(database.db, await reachesOf(database.db, viewer), tables);
    const rows = await db.selectFrom('hardship_household').select('file_no').orderBy('file_no').execute();
    return rows.map(({ file_no }) => file_no).join();
  };

  test('a forgotten predicate still shows nothing that is not theirs', async () => {
    expect(await files(anonymous)).toBe('');
    expect(await files(account('officer', null))).toBe('');
    expect(await files(account('assistance_officer', '320924'))).toBe('F1');
    expect(await files(account('assistance_officer', '320925'))).toBe('F2');
    expect(await files(account('assistance_officer', null))).toBe('F1,F2');
    expect(await files(operator('root'))).toBe('F1,F2');
  });

  test('rows that hang on others lie where those lie', async () => {
    await sql`insert into household_person (household_id, recorded_by) select household_id, 'test' from hardship_household`.execute(
      database.db,
    );
    const reaches = await reachesOf(database.db, account('assistance_officer', '320924'));
    const db = guardedDb(database.db, reaches, tables);
    const { rows } = await sql<{ persons: number; grants: number; files: number }>`
      select (select count(*) from household_person) as persons, (select count(*) from assistance_grant) as grants,
        (select count(*) from hardship_household) as files
    `.execute(db);
    expect(rows).toEqual([{ persons: 1, grants: 1, files: 1 }]);
  });

  test('the reader owns nothing, passes no policy by, writes nothing and reads no secret', async () => {
    const { rows } = await sql<{ rolbypassrls: boolean; rolsuper: boolean; rolcanlogin: boolean }>`
      select rolbypassrls, rolsuper, rolcanlogin from pg_roles where rolname = ${READER}
    `.execute(database.db);
    expect(rows).toEqual([{ rolbypassrls: false, rolsuper: false, rolcanlogin: false }]);
    const as = (statement: ReturnType<typeof sql>) =>
      database.db.transaction().execute(async (transaction) => {
        await sql`set local role ${sql.id(READER)}`.execute(transaction);
        await statement.execute(transaction);
      });
    await expect(as(sql`delete from hardship_household`)).rejects.toThrow(/permission denied/);
    await expect(as(sql`select * from account_session`)).rejects.toThrow(/permission denied/);
    await expect(as(sql`select * from api_key`)).rejects.toThrow(/permission denied/);
  });

  test('a payment that is only in the journal, and a file as it was, lie where the payment and the file do', async () => {
    const { import_id } = await database.db
      .insertInto('import')
      .values({
        ...{ file_name: 'x', file_sha256: 'a'.repeat(64), file_format: 'csv', loaded_by: 'test' },
        ...{ action: null, reason: null, undone_at: null, undone_by: null },
      })
      .returning('import_id')
      .executeTakeFirstOrThrow();
    await database.db
      .insertInto('import_change')
      .values({ import_id, register: 'hardship_household', row_key: '{}', before: '{}' })
      .execute();
    const seenBy = async (viewer: Viewer) => {
      const db = guardedDb(database.db, await reachesOf(database.db, viewer), tables);
      const { rows } = await sql`select (select count(*) from assistance_booking) as bookings,
        (select count(*) from import_change) as past`.execute(db);
      return rows;
    };
    expect(await seenBy(account('officer', null))).toEqual([{ bookings: 0, past: 0 }]);
    expect(await seenBy(account('assistance_officer', '320924'))).toEqual([{ bookings: 1, past: 0 }]);
    expect(await seenBy(account('assistance_officer', null))).toEqual([{ bookings: 2, past: 1 }]);
  });

  test('one reader never inherits what the last one on the connection could see', async () => {
    const all = await Promise.all(
      Array.from({ length: 24 }, (_, at) => files(at % 2 === 0 ? account('assistance_officer', null) : anonymous)),
    );
    expect(new Set(all.filter((_, at) => at % 2 === 1))).toEqual(new Set(['']));
    expect(new Set(all.filter((_, at) => at % 2 === 0))).toEqual(new Set(['F1,F2']));
  });

  test('intake and nights are not held back: they run as the owner', async () => {
    const rows = await database.db.selectFrom('hardship_household').select('file_no').execute();
    expect(rows).toHaveLength(2);
  });

  test('the wall is taken down by the setting, and put up again', async () => {
    expect((await raiseWall(database, 'off')).state).toBe('off');
    const { rows } = await sql`select tablename from pg_policies where schemaname = 'public'`.execute(database.db);
    expect(rows).toEqual([]);
    expect((await raiseWall(database, mode)).tables).toEqual(tables);
  });
});

/** Tables with a column that says where a row lies, and why no policy guards them. */
const UNGUARDED: Readonly<Record<string, string>> = {
  region: 'open to everybody',
  federation: 'open to everybody',
  park: 'open to everybody',
  api_key: 'never read by the reader',
  restatement: 'published figures',
};

test('every table whose rows lie somewhere has a policy, or a reason to have none', async () => {
  const database = await openTestDatabase('postgres');
  const { tables } = await raiseWall(database, 'all');
  const { rows } = await sql<{ name: string; readable: boolean; guarded: boolean }>`
    select table_name::text as name, has_table_privilege(${READER}, format('public.%I', table_name), 'select') as readable,
      exists (select from pg_policies where schemaname = 'public' and tablename = table_name) as guarded
    from information_schema.columns
    where table_schema = 'public' and column_name in (
      'region_code', 'federation_code', 'union_id', 'enterprise_id', 'household_id', 'park_code', 'scope_id', 'member_key', 'account_id')
    group by table_name order by table_name
  `.execute(database.db);
  const open = rows.filter(({ readable, guarded }) => readable && !guarded).map(({ name }) => name);
  expect(open.filter((name) => !(name in UNGUARDED))).toEqual([]);
  expect(rows.filter(({ guarded }) => guarded).every(({ name }) => tables.includes(name))).toBe(true);
  await database.close();
});
