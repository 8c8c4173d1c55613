import { parseCreditCode } from '@union/intake/values/credit-code.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { allRegions } from '@union/schema/reference/regions.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { growFederation, NeedsPostgres, RegistersNotEmpty } from '../../scripts/demo/large/grow.ts';
import { sizeOf } from '../../scripts/demo/large/scales.ts';
import { createTestDatabase } from '../support/database.ts';

const until = '2026-11-20';
const options = { scale: 'city', seed: 3, until, fraction: 0.05, onProgress: () => {} } as const;

type Rules = { name: string; definition: string; convalidated: boolean };

describe('a twentieth of a city, drawn inside PostgreSQL', () => {
  const size = sizeOf('city', 0.05);
  let database: Database;
  let databaseUrl: string;
  let rulesBefore: Rules[];

  const rulesOf = async (): Promise<Rules[]> => {
    const constraints = await sql<Rules>`
      select conrelid::regclass || '.' || conname as name, pg_get_constraintdef(oid) as definition, convalidated from pg_constraint
      where connamespace = 'public'::regnamespace order by 1`.execute(database.db);
    const indexes = await sql<Rules>`
      select indexname as name, indexdef as definition, true as convalidated from pg_indexes
      where schemaname = 'public' order by 1`.execute(database.db);
    return [...constraints.rows, ...indexes.rows];
  };

  beforeAll(async () => {
    databaseUrl = await createTestDatabase();
    database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
    rulesBefore = await rulesOf();
    await growFederation({ ...options, databaseUrl });
  }, 180_000);

  afterAll(() => database?.close());

  test('it has as many rows as the scale says', async () => {
    const { rows } = await sql`
      select (select count(*) from enterprise) as enterprises, (select count(*) from trade_union) as unions,
        (select count(*) from headcount_observation) as headcounts,
        (select count(*) from ledger_line where union_id is not null) as lines`.execute(database.db);
    expect(rows[0]).toEqual({
      enterprises: size.enterprises,
      unions: size.unions,
      headcounts: size.enterprises * size.headcountsEach,
      lines: size.unions * size.ledgerLinesEach,
    });
  });

  test('every constraint and index is back, and the rows keep them', async () => {
    expect(await rulesOf()).toEqual(rulesBefore);
  });

  test('every credit code is valid', async () => {
    const regions = new Set(allRegions().map((region) => region.region_code));
    const codes = await database.db.selectFrom('enterprise').select('credit_code').execute();
    const unionCodes = await database.db
      .selectFrom('trade_union')
      .select('credit_code')
      .where('credit_code', 'is not', null)
      .execute();
    for (const { credit_code } of [...codes, ...unionCodes]) {
      expect(parseCreditCode(credit_code as string, (region) => regions.has(region))).toBe(credit_code);
    }
    expect(unionCodes.length).toBeGreaterThan(size.unions / 2);
  });

  test('coverage is believable: it grows from under a half to above', async () => {
    const share = async (day: string): Promise<number> => {
      const { rows } = await sql<{ share: number }>`
        select avg(exists (
          select from coverage_link link where link.enterprise_id = enterprise_period.enterprise_id
            and link.valid_from <= ${day}::date and (link.valid_to is null or link.valid_to > ${day}::date)
        )::int)::float8 as share
        from enterprise_period where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`.execute(
        database.db,
      );
      return rows[0]?.share ?? 0;
    };
    expect(await share('2024-11-20')).toBeLessThan(0.5);
    expect(await share(until)).toBeGreaterThan(0.7);
  });

  test('the next enterprise gets a number of its own', async () => {
    const { enterprise_id } = await database.db
      .insertInto('enterprise')
      .values({ credit_code: '91320924MA00000070', members_registered_on: null, import_id: null })
      .returning('enterprise_id')
      .executeTakeFirstOrThrow();
    expect(enterprise_id).toBe(size.enterprises + 1);
  });

  test('registers that hold something are left alone', async () => {
    await expect(growFederation({ ...options, databaseUrl })).rejects.toThrow(RegistersNotEmpty);
  });
});

test('a large scale without a PostgreSQL server is refused', async () => {
  await expect(growFederation({ ...options, databaseUrl: undefined })).rejects.toThrow(NeedsPostgres);
});
