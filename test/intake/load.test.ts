import { loadFiles } from '@union/intake/load.ts';
import { sheets } from '@union/intake/sheets/sheets.ts';
import { tidy } from '@union/intake/values/typed-text.ts';
import type { Database } from '@union/schema/db/database.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eachEngine, emptyRegisters, openTestDatabase } from '../support/database.ts';
import { county, first, mill, pick, shop } from './support/county.ts';
import { broken, everything, TODAY, take, workbookOf } from './support/files.ts';

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  beforeEach(() => emptyRegisters(database));
  afterAll(() => database.close());

  test('a workbook with every sheet is loaded as a whole, and every row knows its import', async () => {
    const report = await take(database, await workbookOf(county()));
    expect(broken(report)).toEqual([]);
    expect(report).toMatchObject({ status: 'loaded', format: 'xlsx', counts: { errors: 0, warnings: 0, notices: 0 } });
    expect(report.sheets.map(({ sheet }) => sheet)).toEqual(sheets.map(({ key }) => key));
    for (const { rows, inserted } of report.sheets) expect(inserted).toBe(rows);
    const rows = Object.values(await everything(database)).flat() as { import_id: number }[];
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) expect(row.import_id).toBe(report.importId);
    expect(await database.db.selectFrom('import').selectAll().executeTakeFirst()).toMatchObject({
      loaded_by: 'tester',
      file_sha256: report.sha256,
      row_counts: { park: { inserted: 1, updated: 0, unchanged: 0 } },
    });
  });

  test('money is kept in cents, shares as fractions, days as days, and an empty cell takes its default', async () => {
    await take(database, await workbookOf(county()));
    const { db } = database;
    expect(
      await db
        .selectFrom('ledger_line')
        .select(['amount_cents', 'posted_on', 'fund_source', 'purpose'])
        .orderBy('posted_on')
        .execute(),
    ).toEqual([
      { amount_cents: 1_250_050, posted_on: '2014-06-18', fund_source: 'union_funds', purpose: null },
      { amount_cents: 300_000, posted_on: '2014-06-20', fund_source: 'union_funds', purpose: null },
    ]);
    expect(await db.selectFrom('target').select(['target_value', 'calendar_method', 'is_inherited']).execute()).toEqual(
      [{ target_value: 0.85, calendar_method: 'day', is_inherited: true }],
    );
    expect(await db.selectFrom('star_rating').select(['scheme_code', 'review_score']).execute()).toEqual([
      { scheme_code: 'SY-STAR', review_score: 88.5 },
    ]);
  });

  test('the same bytes loaded again change nothing and say so', async () => {
    const file = await workbookOf(county());
    const before = await take(database, file);
    const content = await everything(database);
    const again = await take(database, file);
    expect(again).toMatchObject({
      status: 'already_loaded',
      importId: before.importId,
      earlier: { loadedBy: 'tester' },
    });
    expect(await everything(database)).toEqual(content);
    expect(await take(database, file, { mode: 'check' })).toMatchObject({ status: 'already_loaded' });
  });

  test('the same rows in another file leave every row with its first import', async () => {
    const one = await take(database, await workbookOf(county()));
    const content = await everything(database);
    const rows = county();
    first(rows, 'park').official_catalogue_no = null;
    const two = await take(database, await workbookOf({ ...rows, target_milestone: [] }));
    expect(two.status).toBe('loaded');
    expect(two.sheets.every(({ inserted, updated }) => inserted === 0 && updated === 0)).toBe(true);
    expect(two.importId).not.toBe(one.importId);
    expect(await everything(database)).toEqual(content);
  });

  test('a corrected file touches only the rows that differ, and keeps what they were', async () => {
    const one = await take(database, await workbookOf(county()));
    const rows = county();
    first(rows, 'headcount_observation').worker_count = 125;
    first(rows, 'coverage_link').valid_to = '2015-01-01';
    const two = await take(database, await workbookOf(rows));
    expect(two.sheets.filter(({ updated }) => updated > 0).map(({ sheet, updated }) => [sheet, updated])).toEqual([
      ['headcount_observation', 1],
      ['coverage_link', 1],
    ]);
    const { db } = database;
    expect(
      await db
        .selectFrom('headcount_observation')
        .select(['worker_count', 'import_id'])
        .orderBy('worker_count')
        .execute(),
    ).toEqual([
      { worker_count: 40, import_id: one.importId },
      { worker_count: 125, import_id: two.importId },
    ]);
    const kept = await db.selectFrom('import_change').selectAll().orderBy('register').execute();
    expect(
      kept.map(({ register, before }) => [register, before.worker_count ?? before.valid_to, before.import_id]),
    ).toEqual([
      ['coverage_link', null, one.importId],
      ['headcount_observation', 120, one.importId],
    ]);
  });

  test('a column that the file does not have keeps what was known; an empty cell takes it away', async () => {
    await take(database, await workbookOf(county()));
    const approvalNo = () =>
      database.db
        .selectFrom('trade_union')
        .select(['name', 'approval_no'])
        .where('union_code', '=', 'SY-0001')
        .executeTakeFirst();
    const rows = pick(county(), 'trade_union');
    first(rows, 'trade_union').name = '改名后的工会';
    const withoutColumn = await workbookOf(rows, (workbook) => {
      workbook.getWorksheet('基层工会')?.spliceColumns(9, 1);
    });
    expect(broken(await take(database, withoutColumn))).toEqual([]);
    expect(await approvalNo()).toEqual({ name: '改名后的工会', approval_no: '射工发〔2013〕12号' });
    first(rows, 'trade_union').approval_no = null;
    await take(database, await workbookOf(rows));
    expect(await approvalNo()).toEqual({ name: '改名后的工会', approval_no: null });
  });

  test('one fault keeps the whole file out', async () => {
    const rows = county();
    first(rows, 'target_milestone').value = 85;
    const report = await take(database, await workbookOf(rows));
    expect(report.status).toBe('refused');
    expect(broken(report)).toEqual(['TARGET_NOT_SHARE C2']);
    expect(Object.values(await everything(database)).flat()).toEqual([]);
    expect(await database.db.selectFrom('import').select('import_id').execute()).toEqual([]);
  });

  test('a check tells the same and leaves nothing', async () => {
    const report = await take(database, await workbookOf(county()), { mode: 'check' });
    expect(report).toMatchObject({ status: 'fine', importId: null });
    expect(report.sheets.find(({ sheet }) => sheet === 'park')).toMatchObject({ inserted: 1 });
    expect(Object.values(await everything(database)).flat()).toEqual([]);
  });

  test('files are taken in the order of their registers, in a check too', async () => {
    const all = county();
    const places = await workbookOf(pick(all, 'federation', 'park'));
    const enterprises = await workbookOf(pick(all, 'enterprise'));
    const counts = await workbookOf(pick(all, 'headcount_observation'));
    for (const mode of ['check', 'load'] as const) {
      const reports = await loadFiles(database, [counts, enterprises, places], {
        loadedBy: 'tester',
        today: TODAY,
        mode,
      });
      expect(reports.map(({ file }) => file)).toEqual([places, enterprises, counts]);
      expect(reports.flatMap(broken)).toEqual([]);
    }
    expect(await database.db.selectFrom('headcount_observation').select('worker_count').execute()).toHaveLength(2);
  });

  test('rows refer to rows of the same file or of the registers, and to nothing else', async () => {
    await take(database, await workbookOf(pick(county(), 'federation', 'park')));
    expect(broken(await take(database, await workbookOf(pick(county(), 'enterprise', 'trade_union'))))).toEqual([]);
    expect(broken(await take(database, await workbookOf(pick(county(), 'star_rating'))))).toEqual([
      'REFERENCE_UNKNOWN A2',
    ]);
  });

  test('more members than workers is a warning that stops nothing', async () => {
    const rows = county();
    first(rows, 'membership_observation').member_count = 121;
    first(rows, 'aggregate_return').member_count = 6201;
    const report = await take(database, await workbookOf(rows));
    expect(report).toMatchObject({ status: 'loaded', counts: { errors: 0, warnings: 2 } });
    expect(report.problems.map(({ code, zh }) => [code, zh])).toEqual([
      ['MEMBERS_ABOVE_WORKERS', '会员 121 人，多于职工 120 人'],
      ['MEMBERS_ABOVE_WORKERS', '会员 6201 人，多于职工 6200 人'],
    ]);
  });

  test('members are held against the headcount last known on their day, not a later one', async () => {
    const rows = county();
    rows.headcount_observation?.push({
      credit_code: mill,
      observed_on: '2014-07-01',
      source: 'return',
      worker_count: 5,
    });
    expect(broken(await take(database, await workbookOf(rows)))).toEqual([]);
    const later = {
      membership_observation: [{ credit_code: mill, observed_on: '2014-07-02', source: 'census', member_count: 6 }],
    };
    expect(broken(await take(database, await workbookOf(later)))).toEqual(['MEMBERS_ABOVE_WORKERS D2']);
  });

  test('a retired region code becomes its successor, with a notice', async () => {
    const rows = pick(county(), 'federation', 'park', 'enterprise');
    const row = rows.enterprise?.[2];
    if (row) row.region_code = '322324';
    const report = await take(database, await workbookOf(rows));
    expect(report.problems.map(({ code, cell, zh }) => [code, cell, zh])).toEqual([
      ['REGION_RETIRED', 'C4', '该区划代码已停用，已换为 320924'],
    ]);
    const { rows: found } = await sql<{ region_code: string }>`
      select region_code from enterprise_period join enterprise using (enterprise_id) where credit_code = ${shop}
    `.execute(database.db);
    expect(found).toEqual([{ region_code: '320924' }]);
  });

  test('a retired region code that was split must be chosen anew, by name of its successors', async () => {
    const rows = pick(county(), 'federation', 'park');
    first(rows, 'park').region_code = '130103';
    const report = await take(database, await workbookOf(rows));
    expect(report.problems.map(({ code, cell, zh }) => [code, cell, zh])).toEqual([
      ['REGION_SPLIT', 'E2', '该区划代码已停用，且分入多个区划（130102、130104），请选其一'],
    ]);
  });

  test('any text comes through as it was typed but for stray spaces and full-width letters', async () => {
    await take(database, await workbookOf(pick(county(), 'federation')));
    const samples = fc.sample(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), 300);
    const names = [...samples, '\\.', '\\N', '"', '""', ',', "'); drop table park; --", 'a\nb', 'NULL'].filter(
      (name) => tidy(name) !== '',
    );
    const park = names.map((name, index) => ({
      park_code: `P-${index}`,
      name,
      level: 'county',
      region_code: '320924',
      opened_on: '2010-01-01',
    }));
    const report = await take(database, await workbookOf({ park }));
    expect(broken(report)).toEqual([]);
    const found = await database.db.selectFrom('park').select(['park_code', 'name']).execute();
    const byCode = new Map(found.map(({ park_code, name }) => [park_code, name]));
    expect(park.map(({ park_code }) => byCode.get(park_code))).toEqual(names.map(tidy));
  });
});
