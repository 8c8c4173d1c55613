import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadReport } from '@union/intake/report.ts';
import type { Database } from '@union/schema/db/database.ts';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarUntil } from '../../scripts/demo/calendar.ts';
import { DEFAULT_SEED, generateDemo } from '../../scripts/demo/generate.ts';
import { DEMO_LOADED_BY, isDemo, loadDemo, whenDemoBegan } from '../../scripts/demo/load-demo.ts';
import { measureCoverage } from '../../scripts/demo/measure.ts';
import { eachEngine, openTestDatabase } from '../support/database.ts';

const until = '2026-11-20';
const { start, half } = calendarUntil(until);
const demo = generateDemo({ seed: DEFAULT_SEED, until });

const work = [
  'campaign',
  'campaign_goal',
  'unionisation_event',
  'bargaining_offer',
  'agreement',
  'agreement_enterprise',
  'congress_proposal',
  'household_visit',
  'union_pairing',
  'service_site',
  'service_site_rating',
  'contest',
  'contest_entry',
];

eachEngine((engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'union-demo-'));
  let database: Database;
  let reports: LoadReport[];

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    expect(await whenDemoBegan(database)).toBeInstanceOf(Date);
    reports = await loadDemo(database, { seed: DEFAULT_SEED, until, folder });
  }, 600_000);

  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const rowsOf = async <Row>(query: RawBuilder<Row>): Promise<Row[]> => (await query.execute(database.db)).rows;
  const rowOf = async <Row>(query: RawBuilder<Row>): Promise<Row> => (await rowsOf(query))[0] as Row;

  test('every workbook is loaded without an error; the intake remarks on a retired region and two sloppy returns', () => {
    expect(reports.map((report) => report.status)).toEqual(reports.map(() => 'loaded'));
    expect(
      reports
        .flatMap((report) => report.problems)
        .map((problem) => problem.code)
        .toSorted(),
    ).toEqual(['MEMBERS_ABOVE_WORKERS', 'MEMBERS_ABOVE_WORKERS', 'REGION_RETIRED']);
  });

  test('the retired region code became its successor', async () => {
    expect(await rowOf(sql`select region_code from federation where federation_code = '320924-HLT'`)).toEqual({
      region_code: '320924',
    });
  });

  test('a load that was ended midway is still to be finished, as of the day it began; a whole one is not', async () => {
    const rename = (from: string, to: string) =>
      sql`update import set file_name = ${to} where file_name = ${from}`.execute(database.db);
    expect(await whenDemoBegan(database)).toBeUndefined();
    await rename('目标与汇总报表.xlsx', '帮扶.xlsx');
    const { began } = await rowOf(sql<{ began: Date }>`select min(loaded_at) as began from import`);
    expect(await whenDemoBegan(database)).toEqual(began);
    await sql`
      update import set file_name = '目标与汇总报表.xlsx'
      where import_id = (select max(import_id) from import where file_name = '帮扶.xlsx')
    `.execute(database.db);
    expect(await whenDemoBegan(database)).toBeUndefined();
  });

  test('a demo of an older version is a demo still, and is left as it is', async () => {
    await sql`update import set loaded_by = '演示数据 demo federation', file_name = 'x.xlsx' where import_id = 1`.execute(
      database.db,
    );
    expect(await isDemo(database)).toBe(true);
    expect(await whenDemoBegan(database)).toBeUndefined();
    await sql`update import set loaded_by = ${DEMO_LOADED_BY}, file_name = '组织与园区.xlsx' where import_id = 1`.execute(
      database.db,
    );
  });

  test('with a workbook of somebody else the registers are no demo, and none is loaded over them', async () => {
    const bring = (by: string) =>
      sql`update import set loaded_by = ${by} where import_id = (select max(import_id) from import)`.execute(
        database.db,
      );
    expect(await isDemo(database)).toBe(true);
    await bring('officer');
    expect(await isDemo(database)).toBe(false);
    expect(await whenDemoBegan(database)).toBeUndefined();
    await bring(DEMO_LOADED_BY);
  });

  test('every row arrives', async () => {
    const counts = await rowOf(sql<Record<string, number>>`
      select (select count(*) from enterprise_period) as enterprise, (select count(*) from headcount_observation) as headcount_observation,
        (select count(*) from membership_observation) as membership_observation, (select count(*) from trade_union) as trade_union,
        (select count(*) from coverage_link) as coverage_link, (select count(*) from member) as member,
        (select count(*) from census_finding) as census_finding, (select count(*) from star_rating) as star_rating,
        (select count(*) from ledger_line) as ledger_line, (select count(*) from hardship_household) as hardship_household,
        (select count(*) from assistance_grant) as assistance_grant, (select count(*) from aggregate_return) as aggregate_return,
        (select count(*) from target) as target, (select count(*) from target_milestone) as target_milestone,
        ${sql.raw(work.map((table) => `(select count(*) from ${table}) as ${table}`).join(', '))}`);
    for (const [table, count] of Object.entries(counts)) {
      expect(count, table).toBe(demo[table as keyof typeof demo].length);
    }
  });

  test('document 003: 86 new unions in the half-year, 31 of them independent', async () => {
    expect(
      await rowOf(sql`
        select count(*) as unions, count(*) filter (where org_type = 'single') as independent
        from trade_union where approved_on between ${half.first} and ${half.last}`),
    ).toEqual({ unions: 86, independent: 31 });
  });

  test('document 003: 3,739 new members in the enterprises of these unions', async () => {
    expect(
      await rowOf(sql`
        with newcomers as (
          select distinct enterprise_id from coverage_link join trade_union using (union_id)
          where approved_on between ${half.first} and ${half.last}
        ), counted as (
          select (select member_count from membership_observation members
              where members.enterprise_id = newcomers.enterprise_id and observed_on <= ${half.last}
              order by observed_on desc limit 1) as at_end,
            (select member_count from membership_observation members
              where members.enterprise_id = newcomers.enterprise_id and observed_on < ${half.first}
              order by observed_on desc limit 1) as at_start
          from newcomers
        )
        select sum(at_end)::int as at_end, coalesce(sum(at_start), 0)::int as at_start from counted`),
    ).toEqual({ at_end: 3739, at_start: 0 });
  });

  test('document 003: near 60 unions were certified in the half-year', async () => {
    expect(
      await rowOf(sql`
        select count(*) as certified from trade_union where certificate_issued_on between ${half.first} and ${half.last}`),
    ).toEqual({ certified: 58 });
  });

  test('document 003: 300,000 yuan for 100 households', async () => {
    expect(
      await rowOf(sql`
        select count(distinct household_id) as households, sum(amount_cents)::bigint as cents
        from assistance_grant join hardship_household using (household_id) where team is not null and grant_no like 'SQS-%'`),
    ).toEqual({ households: 100, cents: 30_000_000 });
  });

  test.each([start, until])(
    'coverage by SQL on %s is what was planned, in the county and in each park',
    async (day) => {
      const rows = await rowsOf(sql<{ place: string; enterprises: number; covered: number; workers: number }>`
      with active as (
        select enterprise_id, park_code from enterprise_period
        where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
      ), facts as (
        select park_code,
          exists (
            select from coverage_link join trade_union using (union_id)
            where coverage_link.enterprise_id = active.enterprise_id
              and kind in ('independent', 'joint', 'regional_direct', 'industry_direct')
              and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
              and approved_on <= ${day}::date and (dissolved_on is null or dissolved_on > ${day}::date)
              and (term_ends_on is null or term_ends_on + interval '12 months' > ${day}::date)
          ) as is_covered,
          (select worker_count from headcount_observation counted
            where counted.enterprise_id = active.enterprise_id and observed_on <= ${day}::date
            order by observed_on desc limit 1) as workers
        from active
      )
      select coalesce('park:' || park_code, case when grouping(park_code) = 1 then 'county' else 'elsewhere' end) as place,
        count(*) as enterprises, count(*) filter (where is_covered) as covered, sum(workers)::int as workers
      from facts group by rollup (park_code)`);
      const planned = measureCoverage(demo, day);
      const found = new Map(rows.map((row) => [row.place, row]));
      expect(found.size).toBe(10);
      for (const [place, { enterprises, covered, workers }] of planned) {
        if (place === 'county' || place.startsWith('park:')) {
          expect(found.get(place)).toEqual({ place, enterprises, covered, workers });
        }
      }
    },
  );
});
