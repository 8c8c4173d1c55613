import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { migrate } from '@union/schema/db/migrate.ts';
import { syncRegions } from '@union/schema/reference/sync-regions.ts';
import { sql } from 'kysely';
import type { Subjects } from './workloads.ts';

/** How much there is: `towns` hold 20 parks each with 25 unions, and a few large parks 500 unions each. */
export type Scale = { readonly name: string; readonly towns: number; readonly largeParks: number };

export const SCALES: Readonly<Record<string, Scale>> = {
  county: { name: 'county', towns: 5, largeParks: 4 },
  province: { name: 'province', towns: 100, largeParks: 40 },
};

/** Fills an empty database: parks, unions and four links of each union in a small park. @returns what can be asked for. */
export async function fill(databaseUrl: string, scale: Scale): Promise<Subjects> {
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  try {
    return await fillDatabase(database, scale);
  } finally {
    await database.close();
  }
}

/** The same for a database that is open. */
export async function fillDatabase(database: Database, { towns, largeParks }: Scale): Promise<Subjects> {
  await migrate(database.db);
  await syncRegions(database);
  return fillTables(database, towns, largeParks);
}

async function fillTables({ db }: Database, towns: number, largeParks: number): Promise<Subjects> {
  const found = await db
    .selectFrom('region')
    .select('region_code')
    .where('level', '=', 'town')
    .where('retired_on', 'is', null)
    .orderBy('region_code')
    .limit(towns)
    .execute();
  const codes = found.map((row) => row.region_code);
  const [top] = codes as [string];
  const run = (text: string) => sql.raw(text).execute(db);
  await run(
    `insert into federation (federation_code, name, level, region_code) values ('F1', '某市总工会', 'city', '${top}')`,
  );
  await run(`insert into park (park_code, name, level, region_code, opened_on)
    select 'P' || lpad(((town.no - 1) * 20 + n)::text, 6, '0'), '园区' || town.no || '-' || n, 'county', town.code, '2015-01-01'
    from unnest(array['${codes.join("','")}']) with ordinality as town (code, no), generate_series(1, 20) as n`);
  await run(`insert into park (park_code, name, level, region_code, opened_on)
    select 'L' || lpad(n::text, 6, '0'), '大园区' || n, 'county', '${top.slice(0, 6)}', '2015-01-01' from generate_series(1, ${largeParks}) as n`);
  await run(`insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, approval_no, chair_kind)
    select park_code || '-' || lpad(n::text, 4, '0'), '示范企业第' || n || '工会委员会', (array['single', 'joint'])[1 + n % 2], 'F1', region_code, park_code,
      date '2016-01-01' + n, '工字〔2016〕' || n || '号', (array['full_time', 'part_time', null])[1 + n % 3]
    from park, generate_series(1, case when park_code like 'L%' then 500 else 25 end) as n`);
  await run(`insert into enterprise (credit_code) select lpad(n::text, 18, '0') from generate_series(1, 5000) as n`);
  // The exclusion of overlaps costs minutes and changes nothing that is read.
  await run(
    'alter table coverage_link drop constraint coverage_link_overlap, drop constraint coverage_link_one_independent',
  );
  await run(`insert into coverage_link (enterprise_id, union_id, kind, valid_from, evidence)
    select 1 + (union_id * 4 + n) % 5000, union_id, (array['joint', 'independent'])[1 + n % 2], date '2017-01-01' + (union_id % 300)::int + n, '协议书第' || n || '号'
    from trade_union, generate_series(1, 4) as n where park_code like 'P%'`);
  await run('vacuum analyze');
  const unions = await db
    .selectFrom('trade_union')
    .select('union_code')
    .orderBy(sql`md5(union_code)`)
    .limit(400)
    .execute();
  return {
    towns: codes,
    unions: unions.map((row) => row.union_code),
    parks: Array.from({ length: largeParks }, (_, at) => `L${String(at + 1).padStart(6, '0')}`),
  };
}
