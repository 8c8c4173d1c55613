import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, type Db, openDatabase } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { countStatements } from './support/counting.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

/** An embedded database in files: one in memory would be gone with the statement that is ended in it. */
async function openFileDatabase(): Promise<Database> {
  const dataDir = mkdtempSync(join(tmpdir(), 'union-registers-'));
  const database = await openDatabase({ dataDir, loadFrom: readFileSync(inject('embeddedDump')) });
  const close = () => database.close().then(() => rmSync(dataDir, { recursive: true, force: true }));
  return { ...database, close };
}

/** Credit codes that pass their check, in order. */
const codes = [
  '91320924MA00000070',
  '91320924MA0000015Q',
  '91320924MA0000023L',
  '91320924MA0000031G',
  '91320924MA0000040C',
];

eachEngine((engine) => {
  let folder: PublicationsFolder;
  let database: ReturnType<typeof countStatements>;
  let inner: Database;
  let server: TestServer;
  let closed: TestServer;

  beforeAll(async () => {
    folder = makePublicationsFolder();
    await folder.publish('2026-11-20');
    inner = await openTestDatabase(engine);
    await given(inner.db);
    database = countStatements(inner);
    server = await openTestServer(folder.path, database, { openRegisters: true });
    closed = await openTestServer(folder.path, database);
  });
  afterAll(async () => {
    await Promise.all([server.close(), closed.close()]);
    await inner.close();
    folder.remove();
  });
  beforeEach(() => {
    database.statements.length = 0;
  });

  const ask = async (query: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await server.ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  };

  test('registers are closed to the public, and no statement is run; places are open to it', async () => {
    for (const query of [
      '{ enterprises { edges { node { name } } } }',
      `{ enterprise(creditCode: "${codes[0]}") { name } }`,
      '{ unions { edges { cursor } } }',
      '{ union(code: "U1") { name } }',
      '{ node(id: "VW5pb246VTE=") { id } }',
      '{ nodes(ids: ["VW5pb246VTE="]) { id } }',
    ]) {
      const { data, errors } = await closed.ask(query);
      expect([query, errors?.map((error) => error.extensions.code)[0]]).toEqual([query, 'REGISTER_CLOSED']);
      expect(
        Object.values(data ?? {})
          .flat()
          .every((value) => value === null),
      ).toBe(true);
    }
    expect(database.statements).toEqual([]);
    const { data } = await closed.ask('{ park(code: "PA") { name region { name } } }');
    expect(data.park).not.toBeNull();
    const { errors } = await closed.ask('{ park(code: "PA") { enterprises { totalCount } } }');
    expect(errors?.[0]?.extensions.code).toBe('REGISTER_CLOSED');
  });

  test('a query four levels deep runs one statement a level and list, not one a row', async () => {
    const data = await ask(`{
      parks(first: 5) {
        edges { node {
          code region { name parent { name } }
          enterprises(first: 5) { edges { node {
            creditCode region { name } periods { validFrom }
            coverage(first: 5) { edges { node { kind union {
              code federation { name } ratings(first: 2) { edges { node { level round { name } scheme { name levelCount } } } }
            } } } }
          } } }
          unions(first: 5) { totalCount edges { node { code findings { result } } } }
        } }
      }
    }`);
    const [parkA] = data.parks.edges;
    expect(parkA.node.region).toEqual({ name: '射阳县', parent: { name: '盐城市' } });
    expect(parkA.node.enterprises.edges).toHaveLength(3);
    expect(parkA.node.enterprises.edges[0].node.coverage.edges[0].node).toMatchObject({
      kind: 'JOINT',
      union: {
        code: 'U1',
        ratings: { edges: [{ node: { level: 3, round: { name: '2025年度' } } }, { node: { level: 2 } }] },
      },
    });
    // parks, regions twice (a parent appears later), enterprises, periods, links, unions by number, federations, ratings,
    // rounds, schemes, unions of parks, their total, findings
    expect(database.statements.length).toBeLessThanOrEqual(15);

    const before = database.statements.length;
    await addEnterprises(inner.db, 30);
    database.statements.length = 0;
    await ask(
      '{ parks(first: 5) { edges { node { enterprises(first: 100) { totalCount edges { node { region { name } coverage(first: 5) { edges { node { union { name } } } } } } } } } } }',
    );
    expect(database.statements.length).toBeLessThanOrEqual(before);
    await removeEnterprises(inner.db);
  });

  test('a page holds what was asked, says whether more follow, and the next begins after it', async () => {
    const page =
      '{ totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor } edges { node { creditCode } } }';
    const first = (await ask(`{ enterprises(first: 2) ${page} }`)).enterprises;
    expect(first.edges.map((edge: { node: { creditCode: string } }) => edge.node.creditCode)).toEqual(
      codes.slice(0, 2),
    );
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const next = (
      await ask(`query ($after: String) { enterprises(first: 10, after: $after) ${page} }`, {
        after: first.pageInfo.endCursor,
      })
    ).enterprises;
    expect(next.edges.map((edge: { node: { creditCode: string } }) => edge.node.creditCode)).toEqual(codes.slice(2));
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = (
      await ask(`query ($before: String) { enterprises(last: 2, before: $before) ${page} }`, {
        before: next.pageInfo.startCursor,
      })
    ).enterprises;
    expect(back.edges.map((edge: { node: { creditCode: string } }) => edge.node.creditCode)).toEqual(codes.slice(0, 2));
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  test('the total is counted only when it is asked for', async () => {
    await ask('{ enterprises(first: 1) { edges { node { creditCode } } } }');
    expect(database.statements).toHaveLength(1);
  });

  test('a page stays right when a row before it goes', async () => {
    const { enterprises } = await ask('{ enterprises(first: 2) { pageInfo { endCursor } } }');
    await inner.db.deleteFrom('enterprise_period').where('name', '=', '甲一').execute();
    const after = enterprises.pageInfo.endCursor;
    const next = await ask(
      'query ($after: String) { enterprises(first: 1, after: $after) { edges { node { creditCode } } } }',
      { after },
    );
    expect(next.enterprises.edges[0].node.creditCode).toBe(codes[2]);
    await inner.db
      .insertInto('enterprise_period')
      .values(period(1, '甲一', 'PA'))
      .execute();
  });

  test('a cursor that this list did not give is refused', async () => {
    for (const after of [
      '',
      'x',
      Buffer.from('\0a\0b\0c').toString('base64'),
      Buffer.from('a').toString('base64'),
      Buffer.from('\0a').toString('base64url'),
      Buffer.from([0, 0xff]).toString('base64'),
    ]) {
      const { errors } = await server.ask(
        'query ($after: String) { enterprises(after: $after) { edges { cursor } } }',
        { after },
      );
      expect(errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
    }
    const { errors } = await server.ask(
      'query ($after: String) { union(code: "U1") { ratings(after: $after) { edges { cursor } } } }',
      {
        after: Buffer.from('\x002025-13-01\0R1').toString('base64'),
      },
    );
    expect(errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });

  test('filters hold together: region with all below it, park, words with their wildcards taken literally, day', async () => {
    const names = async (filter: string) =>
      (await ask(`{ enterprises(filter: { ${filter} }) { edges { node { name } } } }`)).enterprises.edges.map(
        (edge: { node: { name: string } }) => edge.node.name,
      );
    expect(await names('region: "320924100"')).toEqual(['乙一']);
    expect(await names('region: "320900"')).toHaveLength(5);
    expect(await names('park: "PA", nameContains: "甲"')).toEqual(['甲一', '甲二', '甲三']);
    expect(await names('nameContains: "%"')).toEqual([]);
    expect(await names('nameContains: "_"')).toEqual([]);
    expect(await names('industrySection: "C"')).toHaveLength(5);
    expect(await names('activeOn: "2019-12-31"')).toEqual([]);
    expect(await names('activeOn: "2025-06-30", park: "PA"')).toHaveLength(3);
  });

  test('a union tells its federation, its links on a day and what censuses found', async () => {
    const { union } = await ask(`{ union(code: "U1") {
      orgType federation { name level parent { name } } findings { checkedOn result }
      now: coverage(on: "2026-11-20") { totalCount } ever: coverage { totalCount }
    } }`);
    expect(union).toEqual({
      orgType: 'JOINT',
      federation: { name: '合德镇总工会', level: 'TOWN', parent: { name: '射阳县总工会' } },
      findings: [{ checkedOn: '2026-05-01', result: 'SHELL' }],
      now: { totalCount: 2 },
      ever: { totalCount: 3 },
    });
  });

  test('an enterprise shows where it was in time, and its counts latest first', async () => {
    const { enterprise } = await ask(`{ enterprise(creditCode: "${codes[0]}") {
      name settledOn closedOn unitType { code name } industrySection { nameEn }
      periods { validFrom validTo name }
      headcounts(first: 1) { totalCount edges { node { observedOn source workerCount } } }
      memberships { edges { node { memberCount } } }
    } }`);
    expect(enterprise).toEqual({
      name: '甲一',
      settledOn: '2020-01-01',
      closedOn: null,
      unitType: { code: '170', name: '私营企业' },
      industrySection: { nameEn: 'manufacturing' },
      periods: [{ validFrom: '2020-01-01', validTo: null, name: '甲一' }],
      headcounts: { totalCount: 2, edges: [{ node: { observedOn: '2026-06-30', source: 'RETURN', workerCount: 50 } }] },
      memberships: { edges: [] },
    });
  });

  test('a statement is ended on the server when its request is given up', async () => {
    const own = engine === 'postgres' ? inner : await openFileDatabase();
    const slow = await openTestServer(folder.path, own, { openRegisters: true, timeLimit: 300 });
    const run = (text: string) => sql.raw(text).execute(own.db);
    await run('alter table park rename to park_kept');
    // Whoever reads parks through this waits for minutes.
    await run(`create view park as select * from park_kept where (select count(*)
      from generate_series(1, 10000) a, generate_series(1, 10000) b, generate_series(1, 100) c) > 0`);
    const { errors } = await slow.ask('{ parks { edges { cursor } } }');
    expect(errors?.[0]?.extensions.code).toBe('TIMED_OUT');
    // It can be dropped once nobody reads it.
    await run('drop view park');
    await run('alter table park_kept rename to park');
    await slow.close();
    if (own !== inner) await own.close();
  });

  test('a global id fetches the same row again, and a foreign one nothing', async () => {
    const { park } = await ask('{ park(code: "PA") { id name scope { id name } } }');
    expect(park.scope).toEqual({ id: 'park:PA', name: '甲园区' });
    const { node, none } = await ask(
      'query ($id: ID!, $none: ID!) { node(id: $id) { __typename id ... on Park { name } } none: node(id: $none) { id } }',
      { id: park.id, none: Buffer.from('Park:nothing').toString('base64') },
    );
    expect(node).toEqual({ __typename: 'Park', id: park.id, name: park.name });
    expect(none).toBeNull();
    const { errors } = await server.ask('query ($id: ID!) { node(id: $id) { id } }', { id: 'not an id' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

const period = (enterprise_id: number, name: string, park_code: string | null, region_code = '320924') => ({
  enterprise_id,
  valid_from: '2020-01-01',
  name,
  region_code,
  park_code,
  unit_type_code: '170',
  industry_code: 'C13',
  is_non_public: true,
});

/** Parks A (county) and B (town); three enterprises in A, one in B, one outside; a joint union of three, a park union. */
async function given(db: Db): Promise<void> {
  await db
    .insertInto('federation')
    .values([
      { federation_code: '320924', name: '射阳县总工会', level: 'county', parent_code: null, region_code: '320924' },
      {
        federation_code: '320924100',
        name: '合德镇总工会',
        level: 'town',
        parent_code: '320924',
        region_code: '320924100',
      },
    ])
    .execute();
  await db
    .insertInto('park')
    .values([
      { park_code: 'PA', name: '甲园区', level: 'county', region_code: '320924', opened_on: '2010-01-01' },
      { park_code: 'PB', name: '乙园区', level: 'county', region_code: '320924100', opened_on: '2010-01-01' },
    ])
    .execute();
  await db
    .insertInto('enterprise')
    .values(codes.map((credit_code) => ({ credit_code })))
    .execute();
  await db
    .insertInto('enterprise_period')
    .values([
      period(1, '甲一', 'PA'),
      period(2, '甲二', 'PA'),
      period(3, '甲三', 'PA'),
      period(4, '乙一', 'PB', '320924100'),
      period(5, '外一', null),
    ])
    .execute();
  const union = { federation_code: '320924100', region_code: '320924100', approved_on: '2021-01-01' };
  await db
    .insertInto('trade_union')
    .values([
      { ...union, union_code: 'U1', name: '合德联合工会', org_type: 'joint' },
      { ...union, union_code: 'U2', name: '甲园区工会', org_type: 'park', park_code: 'PA' },
    ])
    .execute();
  await db
    .insertInto('coverage_link')
    .values([
      { enterprise_id: 1, union_id: 1, kind: 'joint', valid_from: '2021-02-01' },
      { enterprise_id: 2, union_id: 1, kind: 'joint', valid_from: '2021-02-01' },
      { enterprise_id: 3, union_id: 1, kind: 'joint', valid_from: '2021-02-01', valid_to: '2022-01-01' },
    ])
    .execute();
  await db.insertInto('census_finding').values({ union_id: 1, checked_on: '2026-05-01', result: 'shell' }).execute();
  await db
    .insertInto('headcount_observation')
    .values([
      { enterprise_id: 1, observed_on: '2025-12-31', source: 'return', worker_count: 40 },
      { enterprise_id: 1, observed_on: '2026-06-30', source: 'return', worker_count: 50 },
    ])
    .execute();
  await db
    .insertInto('rating_scheme')
    .values({ scheme_code: 'S1', name: '星级办法', federation_code: '320924', valid_from: '2023-01-01' })
    .execute();
  await db
    .insertInto('rating_level')
    .values([1, 2, 3].map((level) => ({ scheme_code: 'S1', level, name: `${level}星` })))
    .execute();
  await db
    .insertInto('rating_round')
    .values(
      ['2024', '2025'].map((year) => ({
        round_code: `R${year}`,
        scheme_code: 'S1',
        name: `${year}年度`,
        opened_on: `${year}-11-01`,
      })),
    )
    .execute();
  await db
    .insertInto('star_rating')
    .values([
      { round_code: 'R2024', scheme_code: 'S1', union_id: 1, level: 2, outcome: 'first', decided_on: '2024-12-20' },
      { round_code: 'R2025', scheme_code: 'S1', union_id: 1, level: 3, outcome: 'raise', decided_on: '2025-12-20' },
    ])
    .execute();
}

async function addEnterprises(db: Db, count: number): Promise<void> {
  const added = await db
    .insertInto('enterprise')
    .values(Array.from({ length: count }, (_, at) => ({ credit_code: `93320924MA${String(at).padStart(8, '0')}` })))
    .returning('enterprise_id')
    .execute();
  await db
    .insertInto('enterprise_period')
    .values(added.map((row) => period(row.enterprise_id, '新', 'PB')))
    .execute();
}

async function removeEnterprises(db: Db): Promise<void> {
  await db.deleteFrom('enterprise').where('credit_code', 'like', '93%').execute();
}
