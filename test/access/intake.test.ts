import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachesOf } from '@union/access/reach.ts';
import type { Role } from '@union/access/roles.ts';
import { loadFiles } from '@union/intake/load.ts';
import { rowsBeyond } from '@union/intake/permitted-rows.ts';
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

  test('a file with one row of another county is not loaded at all', async () => {
    const before = await findings();
    expect(await load(`${HEAD}U1,2026-04-01,正常\nU2,2026-04-01,空壳工会\n`, '320924')).toMatchObject({
      ...{ status: 'refused', codes: ['NOT_PERMITTED'] },
    });
    expect(await findings()).toEqual(before);
  });

  test('nor is one that changes a row of another county', async () => {
    expect(await load(`${HEAD}U2,2012-03-01,空壳工会\n`, '320924')).toMatchObject({ codes: ['NOT_PERMITTED'] });
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
