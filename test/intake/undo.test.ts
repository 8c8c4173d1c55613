import { loadFiles } from '@union/intake/load.ts';
import { undoImport } from '@union/intake/undo.ts';
import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eachEngine, emptyRegisters, openTestDatabase } from '../support/database.ts';
import { type County, county, first, mill, pick, works } from './support/county.ts';
import { everything, TODAY, take, workbookOf } from './support/files.ts';

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  beforeEach(() => emptyRegisters(database));
  afterAll(() => database.close());

  const load = async (rows: County): Promise<number> => {
    const report = await take(database, await workbookOf(rows));
    expect(report.problems).toEqual([]);
    return report.importId ?? 0;
  };
  const undo = (importId: number) => undoImport(database, importId, 'tester');

  test('undoing the only import empties every register, and the file can be loaded again', async () => {
    const file = await workbookOf(county());
    const one = await take(database, file);
    const content = await everything(database);
    const undone = await undo(one.importId ?? 0);
    expect(undone.tables.map(({ table }) => table)).toContain('enterprise_period');
    expect(Object.values(await everything(database)).flat()).toEqual([]);
    expect(await database.db.selectFrom('import').select(['status', 'undone_by']).execute()).toEqual([
      { status: 'undone', undone_by: 'tester' },
    ]);
    const again = await take(database, file);
    expect(again.status).toBe('loaded');
    expect(Object.keys(await everything(database))).toEqual(Object.keys(content));
  });

  test('undoing a correction brings back exactly what was there', async () => {
    await load(county());
    const content = await everything(database);
    const rows = county();
    for (const sheet of Object.keys(rows)) {
      const row = first(rows, sheet);
      if ('name' in row) row.name = `${row.name}（更正）`;
    }
    first(rows, 'coverage_link').valid_to = '2014-01-01';
    rows.coverage_link?.push({
      credit_code: mill,
      union_code: 'SY-0001',
      kind: 'independent',
      valid_from: '2014-01-01',
    });
    rows.enterprise?.push({
      credit_code: works,
      name: '迁址',
      region_code: '320924',
      is_non_public: false,
      effective_on: '2013-01-01',
    });
    first(rows, 'enterprise').settled_on = '2009-01-01';
    first(rows, 'enterprise').members_registered_on = '2014-01-01';
    rows.federation?.push({ federation_code: '320900', name: '盐城市总工会', level: 'city', region_code: '320900' });
    first(rows, 'federation').parent_code = '320900';
    first(rows, 'ledger_line').purpose = '更正用途';
    first(rows, 'target').target_value = 0.9;
    rows.agreement?.unshift({
      ...first(rows, 'agreement'),
      agreement_no: 'SYHT-2012',
      signed_on: '2012-06-10',
      valid_from: '2012-06-01',
      expires_on: '2013-06-01',
      terminated_on: null,
    });
    const agreement = rows.agreement?.[1];
    if (agreement) agreement.renews_agreement_no = 'SYHT-2012';
    first(rows, 'bargaining_offer').reply = 'negotiating';
    first(rows, 'household_visit').team = '第二组';
    first(rows, 'contest_entry').honour = '优胜单位';
    rows.agreement_enterprise?.push({ agreement_no: 'SYHT-2012', credit_code: works });
    const two = await load(rows);
    expect(await everything(database)).not.toEqual(content);
    await undo(two);
    expect(await everything(database)).toEqual(content);
    expect(await database.db.selectFrom('import_change').select('register').execute()).toEqual([]);
  });

  test('undo goes back one import after the other', async () => {
    await load(county());
    const contents = [await everything(database)];
    const imports: number[] = [];
    for (const workers of [121, 122, 123]) {
      const rows = pick(county(), 'headcount_observation');
      first(rows, 'headcount_observation').worker_count = workers;
      imports.push(await load(rows));
      contents.push(await everything(database));
    }
    for (const importId of imports.toReversed()) {
      contents.pop();
      await undo(importId);
      expect(await everything(database)).toEqual(contents.at(-1));
    }
  });

  test('refused when a later import changed its rows, naming that import', async () => {
    const one = await load(county());
    const rows = pick(county(), 'headcount_observation');
    first(rows, 'headcount_observation').worker_count = 125;
    const two = await load(rows);
    const content = await everything(database);
    await expect(undo(one)).rejects.toMatchObject({
      code: 'UNDO_REFUSED',
      reasons: expect.arrayContaining([
        {
          zh: expect.stringContaining(`第 ${two} 号导入`),
          en: expect.stringContaining('changed 1 of its rows in headcounts'),
        },
      ]),
    });
    expect(await everything(database)).toEqual(content);
    await undo(two);
    await undo(one);
  });

  test('refused when rows of others refer to its rows, with every reason', async () => {
    const places = await load(pick(county(), 'federation', 'park'));
    await load(pick(county(), 'enterprise', 'trade_union'));
    await expect(undo(places)).rejects.toMatchObject({
      code: 'UNDO_REFUSED',
      reasons: [
        { en: '1 rows from elsewhere in periods of enterprises refer to its rows in parks' },
        { en: '2 rows from elsewhere in unions refer to its rows in federations' },
        { en: '1 rows from elsewhere in unions refer to its rows in parks' },
      ],
    });
  });

  test('refused, not cascaded, when accounts of others hang on its chart', async () => {
    const chart = await load(pick(county(), 'account_chart'));
    await load(pick(county(), 'ledger_account'));
    await expect(undo(chart)).rejects.toMatchObject({ code: 'UNDO_REFUSED' });
    expect(await database.db.selectFrom('ledger_account').select('name').execute()).toHaveLength(2);
  });

  test('rows that refer to what it only changed do not stand in the way', async () => {
    await load(county());
    const rows = pick(county(), 'park');
    first(rows, 'park').name = '改名';
    await undo(await load(rows));
    expect(await database.db.selectFrom('park').select('name').execute()).toEqual([{ name: '射阳经济开发区' }]);
  });

  test('refused when what came since leaves no room for what was there', async () => {
    await load(county());
    const rows = pick(county(), 'coverage_link');
    first(rows, 'coverage_link').valid_to = '2014-01-01';
    const shortened = await load(rows);
    await load({
      coverage_link: [{ credit_code: mill, union_code: 'SY-0001', kind: 'independent', valid_from: '2015-01-01' }],
    });
    const content = await everything(database);
    await expect(undo(shortened)).rejects.toMatchObject({ code: 'UNDO_REFUSED' });
    expect(await everything(database)).toEqual(content);
  });

  test('an import that is not there, or was undone, cannot be undone', async () => {
    const one = await load(pick(county(), 'federation'));
    await undo(one);
    await expect(undo(one)).rejects.toMatchObject({ code: 'IMPORT_NOT_FOUND' });
    await expect(undo(999)).rejects.toMatchObject({ code: 'IMPORT_NOT_FOUND' });
  });

  test('two loads at once of the same file bring its rows once', async () => {
    const file = await workbookOf(county());
    const options = { loadedBy: 'tester', today: TODAY };
    const reports = await Promise.all([loadFiles(database, [file], options), loadFiles(database, [file], options)]);
    expect(
      reports
        .flat()
        .map(({ status }) => status)
        .toSorted(),
    ).toEqual(['already_loaded', 'loaded']);
  });
});
