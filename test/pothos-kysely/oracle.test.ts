import { readFileSync } from 'node:fs';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import type { Kysely } from 'kysely';
import { createSchools } from 'pothos-plugin-kysely/example/school-data.ts';
import {
  type SchoolContext,
  type SchoolRole,
  type SchoolTables,
  schoolSchema,
} from 'pothos-plugin-kysely/example/school-schema.ts';
import { Lanes } from 'pothos-plugin-kysely/lanes.ts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, eachEngine } from '../support/database.ts';
import { askBothLanes } from './support/oracle.ts';

const seed = Number(process.env.ORACLE_SEED ?? 20_261_121);
/** Operations on each engine; the embedded one is slower, and gets the first of the same. `ORACLE_COUNT` for long runs. */
const counts = { embedded: 2_000, postgres: 6_000 };

const samples = {
  ID: ['s1', 's2', 's3', 's4', 's5', 's6', '七', 'B', 'nobody'],
  'Query.theSchool.code': ['s1', 's5', '七', '七', 's1', 's5', 'nobody'],
  Int: [1, 2, 4, 5, 3],
  'Query.district.code': ['A', 'B', 'C', 'D', 'nowhere'],
  'SchoolFilter.district': ['B', 'C'],
  nameContains: ['o', '%', '_', '', "'"],
  Day: ['2005-06-01', '2020-01-01', '1990-01-01'],
  'Query.node.id': [
    'School:s1',
    'School:七',
    'District:B',
    'Pupil:3',
    'Pupil:03',
    'Pupil:99',
    'Nothing:1',
    'School:',
    'Grade:1',
  ]
    .map((id) => Buffer.from(id).toString('base64'))
    .concat('no id'),
  'Query.nodes.ids': [
    'School:s1',
    'School:s3',
    'Pupil:3',
    'Pupil:77',
    'Pupil:03',
    'District:B',
    'Pupil:x',
    'Grade:1',
  ].map((id) => Buffer.from(id).toString('base64')),
};

eachEngine((engine) => {
  const count = Number(process.env.ORACLE_COUNT ?? counts[engine]);
  let database: Database;
  let db: Kysely<SchoolTables>;

  beforeAll(async () => {
    database = await openDatabase(
      engine === 'embedded'
        ? { dataDir: 'memory://', loadFrom: readFileSync(inject('embeddedDump')) }
        : { databaseUrl: await createTestDatabase(), dataDir: 'memory://' },
    );
    db = database.db as unknown as Kysely<SchoolTables>;
    await createSchools(db);
  });
  afterAll(() => database.close());

  test(`${count} random operations answer alike in both lanes, whatever the role`, async () => {
    const context =
      (roles: readonly SchoolRole[], districts = ['B']) =>
      () => ({ db, roles, districts });
    const report = await askBothLanes({
      schema: schoolSchema,
      lanes: new Lanes<SchoolContext>(schoolSchema),
      samples,
      contexts: [
        context(['ministry']),
        context(['ministry']),
        context(['ministry']),
        context(['district']),
        context(['district'], ['A']),
        context(['district', 'visitor'], ['C']),
        context(['visitor']),
        context([]),
      ],
      seed,
      count,
      depth: 4,
    });
    expect(report.disagreements).toEqual([]);
    expect(report.compared).toBeGreaterThan(count * 0.4);
  }, 600_000);
});
