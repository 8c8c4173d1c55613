import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

eachEngine((engine) => {
  let folder: PublicationsFolder;
  let database: Database;
  let server: TestServer;
  let closed: TestServer;

  beforeAll(async () => {
    folder = makePublicationsFolder();
    // 3 more enterprises and 70 more members are missing.
    await folder.publish('2026-11-20', {
      change: `update target_status set need = 3, status = 'on_track'
          where metric_id = 'enterprise_unionisation_rate' and scope_id = 'region:320924';
        update target_status set need = 70 where metric_id = 'member_rate'`,
    });
    database = await openTestDatabase(engine);
    await sql.raw(given).execute(database.db);
    server = await openTestServer(folder.path, database, { openRegisters: true });
    closed = await openTestServer(folder.path, database);
  });
  afterAll(async () => {
    await Promise.all([server.close(), closed.close()]);
    await database.close();
    folder.remove();
  });

  const list = async (metric: string, first = 100, scope = 'region:320924') => {
    const { data, errors } = await server.ask(`{ target(metric: "${metric}", scope: "${scope}") {
      needList(first: ${first}) { need visitCount candidateCount isEnough enterprises { name gain gained } } } }`);
    return errors ? { code: errors[0]?.extensions.code } : data.target.needList;
  };

  test('is as closed as the registers are', async () => {
    const { data, errors } = await closed.ask(
      '{ target(metric: "member_rate", scope: "region:320924") { need needList { visitCount } } }',
    );
    expect(errors?.map((error) => error.extensions.code)).toEqual(['REGISTER_CLOSED']);
    expect(data.target).toEqual({ need: 70, needList: null });
  });

  test('goes to parks first and to the largest, and no farther than is needed', async () => {
    expect(await list('enterprise_unionisation_rate')).toEqual({
      need: 3,
      visitCount: 3,
      candidateCount: 4,
      isEnough: true,
      enterprises: [
        { name: '园区大厂', gain: 1, gained: 1 },
        { name: '园区小厂', gain: 1, gained: 2 },
        { name: '镇上大厂', gain: 1, gained: 3 },
      ],
    });
  });

  test('for members goes to those with the most workers outside of the union, unionised or not', async () => {
    expect(await list('member_rate')).toEqual({
      need: 70,
      visitCount: 2,
      candidateCount: 4,
      isEnough: true,
      enterprises: [
        // 80 workers, 30 members; the register of persons counts one who joined two enterprises once, where last.
        { name: '已建会厂', gain: 50, gained: 50 },
        { name: '镇上大厂', gain: 40, gained: 90 },
      ],
    });
  });

  test('counts all visits however few are asked for', async () => {
    expect(await list('enterprise_unionisation_rate', 1)).toMatchObject({
      visitCount: 3,
      enterprises: [{ name: '园区大厂' }],
    });
    expect(await list('enterprise_unionisation_rate', 0)).toEqual({ code: 'PAGE_SIZE_INVALID' });
  });

  test('of a park holds its own enterprises', async () => {
    expect(await list('enterprise_unionisation_rate', 100, 'park:PA')).toMatchObject({
      need: 1,
      candidateCount: 2,
      enterprises: [{ name: '园区大厂' }],
    });
  });

  test('is refused for a metric that visits do not move', async () => {
    expect(await list('assistance_frontline_share')).toEqual({ code: 'NEED_LIST_NOT_AVAILABLE' });
  });
});

const given = `
insert into federation (federation_code, name, level, parent_code, region_code) values ('320924', '射阳县总工会', 'county', null, '320924');
insert into park (park_code, name, level, region_code, opened_on) values ('PA', '甲园区', 'county', '320924100', '2010-01-01');
insert into enterprise (credit_code) values
  ('91320924MA00000070'), ('91320924MA0000015Q'), ('91320924MA0000023L'), ('91320924MA0000031G'), ('91320924MA0000040C'), ('91320924MA0000058E');
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public) values
  (1, '2020-01-01', null, '园区小厂', '320924100', 'PA', true),
  (2, '2020-01-01', null, '园区大厂', '320924100', 'PA', true),
  (3, '2020-01-01', null, '镇上大厂', '320924101', null, true),
  (4, '2020-01-01', null, '已建会厂', '320924100', 'PA', true),
  -- Its only union has been dissolved.
  (5, '2020-01-01', null, '镇上小厂', '320924101', null, true),
  -- Gone on the day of the figures.
  (6, '2020-01-01', '2026-11-20', '已关闭厂', '320924100', 'PA', true);
update enterprise set members_registered_on = '2026-01-01' where enterprise_id = 5;
insert into headcount_observation (enterprise_id, observed_on, source, worker_count) values
  (1, '2026-01-01', 'census', 10), (2, '2026-01-01', 'census', 20), (3, '2026-01-01', 'census', 40),
  (4, '2026-01-01', 'return', 500), (4, '2026-01-01', 'census', 80), (5, '2026-01-01', 'census', 2), (6, '2026-01-01', 'census', 900),
  -- Counted after the day of the figures.
  (1, '2026-12-01', 'census', 999);
insert into membership_observation (enterprise_id, observed_on, source, member_count) values (4, '2026-01-01', 'census', 30);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on, dissolved_on) values
  ('U1', '甲工会', 'single', '320924', '320924100', '2020-01-01', null),
  ('U2', '乙工会', 'single', '320924', '320924101', '2020-01-01', '2026-06-01');
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values
  (4, 1, 'independent', '2020-01-01'), (5, 2, 'joint', '2020-01-01'),
  -- Second coverage makes no enterprise unionised.
  (2, 1, 'federation_secondary', '2020-01-01');
insert into member (member_key, enterprise_id, union_id, joined_on) values
  ('person-0001', 5, 2, '2026-02-01'), ('person-0001', 5, 1, '2026-03-01'), ('person-0002', 5, 2, '2026-02-01');
`;
