import { requirePermission } from '@union/access/permission.ts';
import { findSubtree, type Runs, reachesOf, withRuns } from '@union/access/reach.ts';
import { anonymous, demoVisitor, type Grant, operator, type Viewer } from '@union/access/viewer.ts';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { giveTwoCounties } from './support/two-counties.ts';

const account = (...grants: Grant[]): Viewer => ({ kind: 'account', id: '1', name: '测试', grants });
const within = (federationCode: string | null, ...roles: Grant['role'][]) =>
  account(...roles.map((role) => ({ role, federationCode })));

eachEngine((engine) => {
  let database: Database;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await giveTwoCounties(database);
  });
  afterAll(() => database.close());

  const reach = async (
    viewer: Viewer,
    ...[register, action]: Parameters<Awaited<ReturnType<typeof reachesOf>>['of']>
  ) => (await reachesOf(database.db, viewer)).of(register, action);

  test('anyone reads places and figures, and no register', async () => {
    expect(await reach(anonymous, 'figure', 'read')).toBe('everything');
    expect(await reach(anonymous, 'park', 'read')).toBe('everything');
    expect(await reach(anonymous, 'enterprise', 'read')).toBe('nothing');
  });

  test('the visitor of a demo reads rows, but no households and no members, and changes nothing', async () => {
    expect(await reach(demoVisitor, 'enterprise', 'read')).toBe('everything');
    expect(await reach(demoVisitor, 'hardship_household', 'read')).toBe('nothing');
    expect(await reach(demoVisitor, 'member', 'read')).toBe('nothing');
    expect(await reach(demoVisitor, 'enterprise', 'create')).toBe('nothing');
  });

  test('the command line may do all', async () => {
    expect(await reach(operator('root'), 'hardship_household', 'look')).toBe('everything');
  });

  test('a grant reaches down its federation: all federations below, and the regions of the territorial ones', async () => {
    expect(await reach(within('320924', 'officer'), 'trade_union', 'create')).toMatchObject({
      federations: '{320924,320924-JX,320924100}',
      regions: expect.stringContaining('320924100'),
    });
  });

  test('a retired region belongs to the one that it became', async () => {
    expect(await reach(within('320924', 'officer'), 'enterprise', 'read')).toMatchObject({
      regions: expect.stringContaining('322324'),
    });
  });

  test('an industry federation has unions but no territory', async () => {
    expect(await reach(within('320924-JX', 'officer'), 'trade_union', 'read')).toMatchObject({
      federations: '{320924-JX}',
      regions: '{}',
    });
  });

  test('the codes between the ends of the runs are those of the list and no others, whatever the federations', async () => {
    const { db } = database;
    const all = ['320924', '320924100', '320924-JX', '320925'];
    const sets = [
      ...all.map((one) => [one]),
      ['320924100', '320925'],
      ['320924', '320925'],
      ['320924-JX', '320925'],
      [],
    ];
    for (const federations of sets) {
      const found = await findSubtree(db, federations);
      if (found === 'everything') throw new Error(`${federations} is everything`);
      const codes = await withRuns(db, found);
      const wrong = async (table: 'federation' | 'region', code: string, list: string, runs: Runs = []) => {
        const { rows } = await sql<{ wrong: number }>`
          select count(*)::int as wrong from ${sql.table(table)} where (${sql.ref(code)} = any(${list}::text[])) <> exists (
            select from json_to_recordset(${JSON.stringify(runs)}::json) as run (first text, last text)
            where ${sql.ref(code)} between run.first and run.last)`.execute(db);
        return rows[0]?.wrong;
      };
      expect(await wrong('federation', 'federation_code', codes.federations, codes.federationRuns)).toBe(0);
      expect(await wrong('region', 'region_code', codes.regions, codes.regionRuns)).toBe(0);
    }
    expect(await reach(within('320925', 'officer'), 'trade_union', 'read')).toMatchObject({
      federationRuns: [{ first: '320925', last: '320925' }],
    });
  });

  test('a grant at the top of the only tree reaches everything', async () => {
    expect(await reach(within('320900', 'analyst'), 'enterprise', 'read')).toBe('everything');
  });

  test('grants of roles that may do the same add up; of other roles they do not', async () => {
    const viewer = account(
      { role: 'officer', federationCode: '320924' },
      { role: 'analyst', federationCode: '320925' },
    );
    expect(await reach(viewer, 'trade_union', 'read')).toMatchObject({
      federations: expect.stringMatching(/320924.*320925/),
    });
    expect(await reach(viewer, 'trade_union', 'create')).not.toMatchObject({
      federations: expect.stringContaining('320925'),
    });
  });

  test('a federation that moves to another parent is seen where it went', async () => {
    const before = await reach(within('320925', 'officer'), 'trade_union', 'read');
    expect(before).toMatchObject({ federations: '{320925}' });
    await database.db
      .updateTable('federation')
      .set({ parent_code: '320925' })
      .where('federation_code', '=', '320924-JX')
      .execute();
    await expect
      .poll(() => reach(within('320925', 'officer'), 'trade_union', 'read'), { timeout: 20_000 })
      .toMatchObject({ federations: '{320924-JX,320925}' });
    await database.db
      .updateTable('federation')
      .set({ parent_code: '320924' })
      .where('federation_code', '=', '320924-JX')
      .execute();
    await expect
      .poll(() => reach(within('320925', 'officer'), 'trade_union', 'read'), { timeout: 20_000 })
      .toEqual(before);
  });

  test('a row is written only where the writer may write', async () => {
    const reaches = await reachesOf(database.db, within('320924', 'officer'));
    const may = (register: Parameters<typeof reaches.of>[0], place: Record<string, string | number>) =>
      requirePermission(database.db, reaches, register, 'create', place).then(
        () => true,
        (error) => error.code,
      );
    const { union_id: theirs } = await database.db
      .selectFrom('trade_union')
      .select('union_id')
      .where('union_code', '=', 'U2')
      .executeTakeFirstOrThrow();
    expect(await may('trade_union', { federation_code: '320924100' })).toBe(true);
    expect(await may('trade_union', { federation_code: '320925' })).toBe('NOT_PERMITTED');
    expect(await may('coverage_link', { union_id: theirs })).toBe('NOT_PERMITTED');
    expect(await may('park', { region_code: '320924100' })).toBe(true);
    expect(await may('target', { scope_id: 'union:U2' })).toBe('NOT_PERMITTED');
    expect(await may('target', { scope_id: 'park:320924400' })).toBe(true);
    expect(await may('trade_union', {})).toBe('NOT_PERMITTED');
    expect(await may('ledger_account', {})).toBe('NOT_PERMITTED');
    expect(await may('hardship_household', { federation_code: '320924' })).toBe('NOT_PERMITTED');
  });
});
