import { Reaches, reachesOf } from '@union/access/reach.ts';
import { anonymous, demoVisitor, type Viewer } from '@union/access/viewer.ts';
import type { Context } from '@union/api/context.ts';
import { openToChoice } from '@union/api/publication/request-publications.ts';
import { schema } from '@union/api/schema.ts';
import type { Database, Db } from '@union/schema/db/database.ts';
import { openPublications, type Publications } from '@union/warehouse/publication/reader.ts';
import { Lanes } from 'pothos-plugin-kysely/lanes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { askBothLanes } from './support/oracle.ts';

const seed = Number(process.env.ORACLE_SEED ?? 20_261_122);
/** Operations on each engine; the embedded one is slower, and gets the first of the same. `ORACLE_COUNT` for long runs. */
const counts = { embedded: 2_000, postgres: 4_000 };

/** Credit codes that pass their check. */
const credit = ['91320924MA00000070', '91320924MA0000015Q', '91320924MA0000023L', '91320924MA0000031G'];

const samples = {
  code: ['PA', 'PB', 'U1', 'U2', 'nobody'],
  creditCode: [...credit, 'nobody'],
  region: ['320924', '320900', '320924100', '1'],
  federation: ['320924', '320924100', '1'],
  park: ['PA', 'PB', 'nowhere'],
  unitType: ['170', '110'],
  industrySection: ['C', 'A'],
  nameContains: ['甲', '%', '_', '', "'"],
  Date: ['2026-11-20', '2025-06-30', '2021-02-01', '2010-01-01'],
  'Query.node.id': ['Park:PA', 'Union:U1', `Enterprise:${credit[0]}`, 'Park:x', 'Region:320924']
    .map((id) => Buffer.from(id).toString('base64'))
    .concat('no id'),
  'Query.nodes.ids': ['Park:PA', 'Park:PB', 'Union:U1', `Enterprise:${credit[0]}`, 'Park:x'].map((id) =>
    Buffer.from(id).toString('base64'),
  ),
  'Query.scope.id': ['region:320924', 'park:PA', 'x'],
  'Query.metric.id': ['member_rate', 'x'],
};

/** Registers in every shape, figures beside them, and what both engines must fetch: a scope under a park. */
const roots = [
  'park',
  'parks',
  'enterprise',
  'enterprises',
  'union',
  'unions',
  'parks',
  'unions',
  'enterprises',
  'node',
  'nodes',
  'scope',
  'metric',
];

eachEngine((engine) => {
  const count = Number(process.env.ORACLE_COUNT ?? counts[engine]);
  let folder: PublicationsFolder;
  let publications: Publications;
  let database: Database;

  beforeAll(async () => {
    folder = makePublicationsFolder();
    await folder.publish('2026-11-20');
    publications = openPublications(folder.path, { pollMs: 60_000 });
    database = await openTestDatabase(engine);
    await given(database.db);
  });
  afterAll(async () => {
    await publications.close();
    await database.close();
    folder.remove();
  });

  test(`${count} random operations on the registers answer alike in both lanes, to who sees all, a town or nothing`, async () => {
    // Of a request's context only what the registers and the scopes beside them need.
    const town: Viewer = { ...anonymous, grants: [{ role: 'officer', federationCode: '320924100' }] };
    const context = (reaches: Reaches) => () =>
      ({
        requestId: 'oracle',
        publications: openToChoice(publications),
        registers: { db: database.db, abort: {} },
        reaches,
        freshness: undefined,
        loaders: new Map(),
      }) as unknown as Context;
    const within = await reachesOf(database.db, town);
    const report = await askBothLanes({
      schema,
      lanes: new Lanes<Context>(schema),
      samples,
      contexts: [
        ...Array.from({ length: 6 }, () => context(new Reaches(demoVisitor, new Map()))),
        ...[context(within), context(within), context(within), context(new Reaches(anonymous, new Map()))],
      ],
      seed,
      count,
      depth: 4,
      roots,
    });
    expect(report.disagreements).toEqual([]);
    // About half are answered by a statement, beside refusals and figures; the oracle would be blind if nearly none were.
    expect(report.compared).toBeGreaterThan(count * 0.4);
  }, 600_000);
});

/** A town, two parks, four enterprises of which one moved and one closed, two unions, links, counts and ratings. */
async function given(db: Db): Promise<void> {
  const town = { federation_code: '320924100', region_code: '320924100' };
  await db
    .insertInto('federation')
    .values([
      { federation_code: '320924', name: '射阳县总工会', level: 'county', parent_code: null, region_code: '320924' },
      { ...town, name: '合德镇总工会', level: 'town', parent_code: '320924' },
    ])
    .execute();
  await db
    .insertInto('park')
    .values([
      { park_code: 'PA', name: '甲"园区\\', level: 'county', region_code: '320924', opened_on: '2010-01-01' },
      {
        park_code: 'PB',
        name: '乙园区',
        level: 'county',
        region_code: '320924100',
        opened_on: '2010-01-01',
        closed_on: '2025-01-01',
      },
    ])
    .execute();
  await db
    .insertInto('enterprise')
    .values(credit.map((credit_code, at) => ({ credit_code, members_registered_on: at === 1 ? '2024-01-01' : null })))
    .execute();
  const period = (enterprise_id: number, valid_from: string, valid_to: string | null, park_code: string | null) => ({
    enterprise_id,
    valid_from,
    valid_to,
    name: `${'甲乙丙丁'[enterprise_id - 1]}%_${valid_from.slice(0, 4)}`,
    region_code: park_code === 'PB' ? '320924100' : '320924',
    park_code,
    unit_type_code: enterprise_id === 2 ? null : '170',
    industry_code: enterprise_id === 3 ? null : 'C13',
    is_non_public: enterprise_id !== 4,
  });
  await db
    .insertInto('enterprise_period')
    .values([
      period(1, '2020-01-01', null, 'PA'),
      period(2, '2020-01-01', '2023-01-01', 'PB'),
      period(2, '2023-01-01', null, 'PA'),
      period(3, '2020-01-01', '2025-01-01', 'PA'),
      period(4, '2021-01-01', null, null),
    ])
    .execute();
  await db
    .insertInto('trade_union')
    .values([
      {
        ...town,
        union_code: 'U1',
        name: '合德联合工会',
        org_type: 'joint',
        approved_on: '2021-01-01',
        chair_kind: 'full_time',
      },
      {
        ...town,
        union_code: 'U2',
        name: '甲园区工会',
        org_type: 'park',
        park_code: 'PA',
        approved_on: '2022-01-01',
        dissolved_on: '2025-01-01',
      },
    ])
    .execute();
  await db
    .insertInto('coverage_link')
    .values([
      { enterprise_id: 1, union_id: 1, kind: 'joint', valid_from: '2021-02-01' },
      {
        enterprise_id: 2,
        union_id: 1,
        kind: 'joint',
        valid_from: '2021-02-01',
        valid_to: '2022-01-01',
        evidence: '文件"一"',
      },
      { enterprise_id: 1, union_id: 2, kind: 'regional_direct', valid_from: '2022-02-01' },
    ])
    .execute();
  await db
    .insertInto('census_finding')
    .values([
      { union_id: 1, checked_on: '2025-05-01', result: 'shell', rectified_on: '2025-06-01' },
      { union_id: 1, checked_on: '2026-05-01', result: 'normal' },
    ])
    .execute();
  await db
    .insertInto('headcount_observation')
    .values(
      [1, 1, 1, 2].map((enterprise_id, at) => ({
        enterprise_id,
        observed_on: `202${4 + (at % 3)}-12-31`,
        source: 'return' as const,
        worker_count: 40 + at,
        female_count: at === 1 ? null : at,
      })),
    )
    .execute();
  await db
    .insertInto('membership_observation')
    .values({ enterprise_id: 1, observed_on: '2025-12-31', source: 'return', member_count: 30 })
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
      {
        round_code: 'R2024',
        scheme_code: 'S1',
        union_id: 1,
        level: 2,
        outcome: 'first',
        decided_on: '2024-12-20',
        self_score: 85.5,
        review_score: 80,
      },
      { round_code: 'R2025', scheme_code: 'S1', union_id: 1, level: 3, outcome: 'raise', decided_on: '2025-12-20' },
    ])
    .execute();
}
