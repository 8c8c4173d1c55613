import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachesOf } from '@union/access/reach.ts';
import type { Role } from '@union/access/roles.ts';
import { latestImports } from '@union/api/office/imports.queries.ts';
import { loadFiles } from '@union/intake/load.ts';
import { rowsBeyond } from '@union/intake/permitted-rows.ts';
import { tradeUnion } from '@union/intake/sheets/unions.ts';
import { undoImport } from '@union/intake/undo.ts';
import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { giveTwoCounties } from './support/two-counties.ts';

eachEngine((engine) => {
  let database: Database;
  const folder = mkdtempSync(join(tmpdir(), 'union-intake-access-'));
  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await giveTwoCounties(database);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const reachesOfOfficer = (federationCode: string, role: Role = 'officer') =>
    reachesOf(database.db, { kind: 'account', id: '7', name: '陈', grants: [{ role, federationCode }] });
  const load = async (text: string, federationCode: string, role?: Role) => {
    const file = join(folder, '工会清查.csv');
    writeFileSync(file, text);
    const reaches = await reachesOfOfficer(federationCode, role);
    const [report] = await loadFiles(database, [file], { loadedBy: '陈', today: '2026-11-21', reaches });
    return {
      status: report?.status,
      codes: [...new Set(report?.problems.map(({ code }) => code))],
      id: report?.importId,
    };
  };
  const findings = () => database.db.selectFrom('census_finding').selectAll().execute();
  const HEAD = '工会统计代码,清查日期,结果\n';

  test('an officer loads rows of the own county, and the load stands in the audit', async () => {
    const { status, id } = await load(`${HEAD}U1,2026-03-01,空壳工会\n`, '320924');
    expect(status).toBe('loaded');
    const event = await database.db
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'load')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({ actor_id: '7', row_key: { import_id: id } });
  });

  test('a file with one row of another county is not loaded at all, and learns no more of it than of one that does not exist', async () => {
    const before = await findings();
    for (const unknown of ['U2', 'U9']) {
      const text = `${HEAD}U1,2026-04-01,正常\n${unknown},2026-04-01,空壳工会\n`;
      expect(await load(text, '320924')).toMatchObject({ status: 'refused', codes: ['REFERENCE_UNKNOWN'] });
    }
    // Nor by a rule that looks at what is there: U2 was checked on that day, U9 never.
    for (const unknown of ['U2', 'U9']) {
      expect(await load(`${HEAD}${unknown},2012-03-01,空壳工会\n`, '320924')).toMatchObject({
        codes: ['REFERENCE_UNKNOWN'],
      });
    }
    expect(await findings()).toEqual(before);
  });

  test('what bears the key of a row elsewhere is refused before any rule is held against it', async () => {
    const file = join(folder, '基层工会.csv');
    const row = {
      ...{ union_code: 'U2', name: '改名', org_type: '单独', federation_code: '320924', region_code: '320924' },
      ...{ approved_on: '2012-01-01', term_ends_on: '2011-01-01' },
    };
    const columns = tradeUnion.columns.filter(({ key, required }) => required || key in row);
    const cellOf = (key: string) => (row as Record<string, string>)[key] ?? '';
    writeFileSync(
      file,
      `${columns.map(({ zh }) => zh).join(',')}\n${columns.map(({ key }) => cellOf(key)).join(',')}\n`,
    );
    const reaches = await reachesOfOfficer('320924');
    const [report] = await loadFiles(database, [file], { loadedBy: '陈', today: '2026-11-21', reaches });
    const codes = report?.problems.map(({ code }) => code);
    expect([codes?.includes('NOT_PERMITTED'), codes?.includes('DAYS_REVERSED')]).toEqual([true, false]);
  });

  test('an import lies where its loader works, and its name is told there alone', async () => {
    const { id } = await load(`${HEAD}U2,2026-07-01,正常\n`, '320925');
    const lies = await database.db
      .selectFrom('import')
      .select('federation_code')
      .where('import_id', '=', id ?? 0)
      .execute();
    expect(lies).toEqual([{ federation_code: '320925' }]);
    const seenBy = async (federationCode: string, account: string) => {
      const viewer = {
        kind: 'account',
        id: account,
        name: '王',
        grants: [{ role: 'analyst', federationCode }],
      } as const;
      return (await latestImports(database.db, await reachesOf(database.db, viewer), 50)).map(
        ({ importId }) => importId,
      );
    };
    expect(await seenBy('320924', '8')).not.toContain(id);
    expect(await seenBy('320925', '8')).toContain(id);
    // Who loaded it sees it wherever they work now.
    expect(await seenBy('320924', '7')).toContain(id);
    await undoImport(database, id ?? 0, '陈');
  });

  test('a role that loads nothing loads nothing', async () => {
    expect(await load(`${HEAD}U1,2026-05-01,正常\n`, '320924', 'analyst')).toMatchObject({ codes: ['NOT_PERMITTED'] });
  });

  test('what another county brought is beyond the reach of an undo', async () => {
    const { id = 0 } = await load(`${HEAD}U2,2026-06-01,正常\n`, '320925');
    const beyond = await rowsBeyond(database.db, await reachesOfOfficer('320924'), id ?? 0, 'undo');
    expect(beyond.map(({ table, rows }) => [table.table, rows])).toEqual([['census_finding', 1]]);
    expect(await rowsBeyond(database.db, await reachesOfOfficer('320925'), id ?? 0, 'undo')).toEqual([]);
    await undoImport(database, id ?? 0, '陈');
  });
});
