import { openDatabase } from '@union/schema/db/database.ts';
import { migrate, migrations } from '@union/schema/db/migrate.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';

async function emptyDatabase(engine: 'embedded' | 'postgres') {
  if (engine === 'embedded') return openDatabase({ dataDir: 'memory://' });
  const url = new URL(inject('postgresUrl'));
  const client = new pg.Client(url.href);
  await client.connect();
  const name = `empty_${Date.now()}`;
  await client.query(`create database ${name} template template0`);
  await client.end();
  url.pathname = `/${name}`;
  return openDatabase({ databaseUrl: url.href, dataDir: 'memory://' });
}

eachEngine((engine) => {
  test('each migration runs on the version before it with rows in it', async () => {
    const database = await emptyDatabase(engine);
    const names = Object.keys(migrations);
    for (const name of names) {
      expect(await migrate(database.db, name)).toEqual([name]);
      if (name === '0002-places') {
        await sql`insert into region (region_code, name, level) values ('000000', '全国', 'nation')`.execute(
          database.db,
        );
        await sql`insert into federation (federation_code, name, level, region_code) values ('F1', '总工会', 'nation', '000000')`.execute(
          database.db,
        );
      }
      if (name === '0003-enterprises') {
        await sql`with e as (insert into enterprise (credit_code) values ('91320924MA00000070') returning enterprise_id)
          insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public)
          select enterprise_id, date '2020-01-01', '甲', '000000', true from e`.execute(database.db);
      }
    }
    expect(await migrate(database.db)).toEqual([]);
    const kept = await database.db.selectFrom('enterprise_period').select(['name', 'valid_from']).execute();
    expect(kept).toEqual([{ name: '甲', valid_from: '2020-01-01' }]);
    await database.close();
  });
});

describe('constraints stand in the database', () => {
  eachEngine((engine) => {
    test('periods of one enterprise and links of one enterprise to one union must not overlap; half-open ends may touch', async () => {
      // All of them ran from empty in one go for this database, and a second run does nothing.
      const database = await openTestDatabase(engine);
      expect(await migrate(database.db)).toEqual([]);
      const run = (text: string) => sql.raw(text).execute(database.db);
      await run(`insert into federation (federation_code, name, level, region_code) values ('F1', '总工会', 'nation', '000000');
        insert into enterprise (credit_code) values ('91320924MA00000070');
        insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
          values ('U1', '甲工会', 'single', 'F1', '000000', '2020-01-01'), ('U2', '乙工会', 'joint', 'F1', '000000', '2020-01-01')`);
      const period = (from: string, to: string) =>
        run(`insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, is_non_public)
          values (1, '${from}', '${to}', '甲', '000000', true)`);
      const link = (union: number, kind: string, from: string, to: string) =>
        run(
          `insert into coverage_link (enterprise_id, union_id, kind, valid_from, valid_to) values (1, ${union}, '${kind}', '${from}', '${to}')`,
        );
      await period('2020-01-01', '2021-01-01');
      await period('2021-01-01', '2022-01-01');
      await expect(period('2021-12-31', '2023-01-01')).rejects.toMatchObject({
        constraint: 'enterprise_period_overlap',
      });
      await link(1, 'independent', '2020-01-01', '2021-01-01');
      await link(2, 'joint', '2020-06-01', '2021-06-01');
      await expect(link(1, 'joint', '2020-12-31', '2021-06-01')).rejects.toMatchObject({
        constraint: 'coverage_link_overlap',
      });
      await expect(link(2, 'independent', '2021-07-01', '2022-01-01')).resolves.toBeDefined();
      await expect(link(1, 'independent', '2021-12-31', '2022-02-01')).rejects.toMatchObject({
        constraint: 'coverage_link_one_independent',
      });
      await database.close();
    });
  });
});
