import type { Workbook } from '@cj-tech-master/excelts';
import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { type County, county, creditCode, first, mill, works } from './support/county.ts';
import { broken, take, temporary, workbookOf, worksheet } from './support/files.ts';
import { writeTenFaults } from './support/ten-faults.ts';

/** The fault, how it comes into the small county, and what the report says: `code cell`. */
type Case = [fault: string, change: (rows: County) => void, expected: string[]];

const set = (sheet: string, column: string, value: string | number | boolean | null) => (rows: County) => {
  first(rows, sheet)[column] = value;
};
const add = (sheet: string, row: Record<string, string | number | boolean | null>) => (rows: County) => {
  rows[sheet]?.push(row);
};

const cases: Case[] = [
  [
    'a credit code whose check character is wrong',
    set('enterprise', 'credit_code', '91110108551385082F'),
    [
      'CREDIT_CODE_CHECK A2',
      'REFERENCE_UNKNOWN A2',
      'REFERENCE_UNKNOWN A2',
      'REFERENCE_UNKNOWN A2',
      'REFERENCE_UNKNOWN B2',
    ],
  ],
  [
    'a credit code that names no region',
    add('enterprise', {
      credit_code: '123456789012345678',
      name: '无',
      region_code: '320924',
      is_non_public: true,
      settled_on: '2012-01-01',
    }),
    ['CREDIT_CODE_REGION A5'],
  ],
  ["an employer's code as the union's own", set('trade_union', 'credit_code', mill), ['CREDIT_CODE_KIND B2']],
  [
    "another union's credit code",
    (rows) => {
      const second = rows.trade_union?.[1];
      if (second) second.credit_code = creditCode('81320924MC0000001');
    },
    ['KEY_TAKEN B2', 'KEY_TAKEN B3'],
  ],
  [
    'the same key twice',
    add('park', {
      park_code: '320924400',
      name: '又一个',
      level: 'city',
      region_code: '320924',
      opened_on: '2010-01-01',
    }),
    ['KEY_DUPLICATE A3'],
  ],
  [
    'the same ledger line of one federation twice',
    (rows) => {
      const line = rows.ledger_line?.[1];
      if (line) rows.ledger_line?.push({ ...line });
    },
    ['KEY_DUPLICATE C4'],
  ],
  ['a code that no list has', set('trade_union', 'org_type', '分会'), ['CODE_UNKNOWN D2']],
  ['a metric that the catalogue does not have', set('target', 'metric_id', 'happiness'), ['CODE_UNKNOWN B2']],
  ['a source that memberships do not have', set('membership_observation', 'source', '社保'), ['CODE_UNKNOWN C2']],
  ['a region that does not exist', set('park', 'region_code', '999999'), ['REGION_UNKNOWN E2']],
  ['a park that nobody registered', set('enterprise', 'park_code', 'P-99'), ['REFERENCE_UNKNOWN D2']],
  ['an account that the chart does not have', set('ledger_line', 'account_code', '502'), ['ACCOUNT_UNKNOWN G2']],
  ['a scope that does not exist', set('target', 'scope_id', 'park:NOWHERE'), ['SCOPE_UNKNOWN C2']],
  [
    'a federation above itself',
    set('federation', 'parent_code', '320924100'),
    ['FEDERATION_CYCLE D2', 'FEDERATION_CYCLE D3'],
  ],
  [
    'overlapping coverage by one union',
    add('coverage_link', { credit_code: mill, union_code: 'SY-0001', kind: 'joint', valid_from: '2014-01-01' }),
    ['PERIOD_OVERLAP D4'],
  ],
  [
    'two independent unions at once',
    add('coverage_link', {
      credit_code: mill,
      union_code: 'SY-0002',
      kind: 'independent',
      valid_from: '2014-01-01',
      valid_to: '2014-02-01',
    }),
    ['INDEPENDENT_OVERLAP C4'],
  ],
  ['an end before its beginning', set('coverage_link', 'valid_to', '2013-05-20'), ['DAYS_REVERSED E2']],
  ['an observation of tomorrow', set('headcount_observation', 'observed_on', '2026-11-22'), ['DAY_FUTURE B2']],
  ['a payment of tomorrow', set('assistance_grant', 'paid_on', '2026-11-22'), ['DAY_FUTURE H2']],
  ['a negative headcount', set('headcount_observation', 'worker_count', -1), ['NUMBER_NEGATIVE D2']],
  ['more women than workers', set('headcount_observation', 'female_count', 121), ['PART_ABOVE_WHOLE E2']],
  ['more covered enterprises than enterprises', set('aggregate_return', 'covered_count', 101), ['PART_ABOVE_WHOLE E2']],
  ['a return of two places', set('aggregate_return', 'region_code', '320924'), ['EXACTLY_ONE A2']],
  ['a ledger line without a holder', set('ledger_line', 'union_code', null), ['EXACTLY_ONE A2']],
  [
    'two counterparties',
    (rows) => {
      const line = rows.ledger_line?.[1];
      if (line) line.counterparty_federation_code = '320924100';
    },
    ['AT_MOST_ONE L3'],
  ],
  ['a certificate without its day', set('trade_union', 'certificate_no', '123'), ['TOGETHER M2']],
  ['an outcome without its day', set('star_rating', 'decided_on', null), ['TOGETHER F2']],
  ['a level that the scheme does not have', set('star_rating', 'level', 4), ['RATING_LEVEL_UNKNOWN E2']],
  ['stars without an outcome that gives them', set('star_rating', 'outcome', 'remove'), ['RATING_LEVEL_UNEXPECTED E2']],
  ['an outcome that gives stars without any', set('star_rating', 'level', null), ['RATING_LEVEL_MISSING E2']],
  [
    'a transfer down among income',
    (rows) => {
      const account = rows.ledger_account?.[1];
      if (account) account.side = 'income';
    },
    ['TRANSFER_NOT_SPENDING E3'],
  ],
  ['a hardship payment without a file', set('assistance_grant', 'file_no', null), ['HARDSHIP_FILE_MISSING C2']],
  [
    'a hardship payment before its file was opened',
    set('hardship_household', 'opened_on', '2014-01-21'),
    ['HARDSHIP_FILE_NOT_OPEN C2'],
  ],
  [
    'a hardship payment on the day its file is closed',
    set('hardship_household', 'closed_on', '2014-01-20'),
    ['HARDSHIP_FILE_NOT_OPEN C2'],
  ],
  ['a negative payment that reverses nothing', set('assistance_grant', 'amount_yuan', -3000), ['REVERSAL_SIGN F2']],
  ['a target that supersedes itself', set('target', 'supersedes_code', 'SY-JH-2012'), ['SUPERSEDES_ITSELF N2']],
  ['a percentage above 100', set('target', 'target_value', 85), ['PERCENT_RANGE G2']],
  ['an ID number as pseudonym', set('member', 'member_key', '11010519491231002X'), ['IDENTIFIER_FORM A2']],
  ['an amount of 0', set('ledger_line', 'amount_yuan', 0), ['AMOUNT_ZERO H2']],
];

/** Faults that only a spreadsheet program makes. */
const workbookCases: [fault: string, change: (workbook: Workbook) => void, expected: string[]][] = [
  [
    'a formula that failed',
    (w) => {
      worksheet(w, 'park').getCell('C2').value = { formula: '1/0', result: { error: '#DIV/0!' } };
    },
    ['CELL_ERROR C2'],
  ],
  [
    'an error typed as a value',
    (w) => {
      worksheet(w, 'park').getCell('C2').value = { error: '#REF!' };
    },
    ['CELL_ERROR C2'],
  ],
  [
    'a merged header',
    (w) => {
      worksheet(w, 'census_finding').mergeCells('D1:E1');
    },
    ['HEADER_MERGED D1'],
  ],
  [
    'merged cells',
    (w) => {
      worksheet(w, 'enterprise').mergeCells('E3:E4');
    },
    ['CELL_MERGED E3'],
  ],
  [
    'a sheet that is not known',
    (w) => {
      w.addWorksheet('会议纪要').getCell('B2').value = '内容';
    },
    ['SHEET_UNKNOWN 会议纪要'],
  ],
  [
    'the same register on two sheets',
    (w) => {
      w.addWorksheet('park').getCell('A1').value = '园区代码';
    },
    ['SHEET_TWICE park'],
  ],
  [
    'a column that is not known',
    (w) => {
      worksheet(w, 'park').getCell('H1').value = '联系人';
    },
    ['COLUMN_UNKNOWN H1'],
  ],
  [
    'a required column that is missing',
    (w) => {
      worksheet(w, 'target_milestone').spliceColumns(3, 1);
    },
    ['COLUMN_MISSING 目标节点'],
  ],
  [
    'a column that is there twice',
    (w) => {
      worksheet(w, 'target_milestone').getCell('D1').value = 'value';
    },
    ['COLUMN_TWICE D1'],
  ],
  [
    'content without a header',
    (w) => {
      worksheet(w, 'target_milestone').getCell('E2').value = '见附件';
    },
    ['COLUMN_UNNAMED E2'],
  ],
  [
    'a title above the header',
    (w) => {
      worksheet(w, 'target_milestone').insertRow(1, ['2012年度目标节点']);
    },
    ['HEADER_MISSING 目标节点'],
  ],
];

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.close());

  const check = (file: string) => take(database, file, { mode: 'check' });

  test.each(cases)('refused: %s', async (_, change, expected) => {
    const rows = county();
    change(rows);
    const report = await check(await workbookOf(rows));
    expect(broken(report)).toEqual(expected);
    expect(report.status).toBe('refused');
  });

  test.each(workbookCases)('refused: %s', async (_, change, expected) => {
    const report = await check(await workbookOf(county(), change));
    expect(broken(report)).toEqual(expected);
    expect(report.status).toBe('refused');
  });

  test('an empty sheet that programs add, and the example row, are passed over', async () => {
    const report = await check(
      await workbookOf(county(), (workbook) => {
        workbook.addWorksheet('Sheet2');
        worksheet(workbook, 'park').addRow(['示例：P-1', null, '不读入']);
      }),
    );
    expect(broken(report)).toEqual([]);
    expect(report.sheets.find(({ sheet }) => sheet === 'park')?.rows).toBe(1);
  });

  test('coverage that ends on the day the next begins does not overlap', async () => {
    const rows = county();
    first(rows, 'coverage_link').valid_to = '2014-01-01';
    rows.coverage_link?.push(
      { credit_code: mill, union_code: 'SY-0001', kind: 'independent', valid_from: '2014-01-01' },
      { credit_code: works, union_code: 'SY-0001', kind: 'joint', valid_from: '2013-01-01' },
    );
    expect(broken(await check(await workbookOf(rows)))).toEqual([]);
  });

  test('a workbook with ten faults is reported in one go, each with place, value and rule in two languages', async () => {
    const file = temporary(`ten-${engine}.xlsx`);
    await writeTenFaults(file);
    const report = await check(file);
    expect(broken(report)).toEqual([
      'CODE_UNKNOWN E2',
      'REFERENCE_UNKNOWN D3',
      'CREDIT_CODE_CHECK A4',
      'DAY_FUTURE B3',
      'NUMBER_NEGATIVE D3',
      'MEMBERS_ABOVE_WORKERS D2',
      'CELL_ERROR E2',
      'KEY_DUPLICATE A3',
      'PERIOD_OVERLAP D4',
      'HEADER_MERGED D1',
      'SHEET_UNKNOWN 领导讲话',
    ]);
    expect(report.counts).toEqual({ errors: 10, warnings: 1, notices: 0 });
    for (const { zh, en, file: name } of report.problems) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(en).not.toMatch(/[{}]/);
      expect(name).toBe(`ten-${engine}.xlsx`);
    }
    expect(report.problems.find(({ code }) => code === 'CREDIT_CODE_CHECK')).toMatchObject({
      sheet: '企业',
      row: 4,
      column: '统一社会信用代码',
      value: '91110108551385082F',
      zh: '校验码不符，末位应为 Q',
      en: 'the check character is wrong: the last one should be Q',
    });
  });

  test('what is kept is bounded, what is counted is not', async () => {
    const rows = Array.from({ length: 10_500 }, (_, index) => ({
      credit_code: mill,
      observed_on: '2014-06-30',
      source: 'return',
      worker_count: -1 - index,
    }));
    const report = await check(await workbookOf({ headcount_observation: rows }));
    // Each row is negative, all but one repeat the key, and the enterprise is not known.
    expect(report.counts.errors).toBe(10_500 + 10_499 + 10_500);
    expect(report.problems).toHaveLength(10_000);
  });
});
