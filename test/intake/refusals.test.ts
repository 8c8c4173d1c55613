import type { Workbook } from '@cj-tech-master/excelts';
import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, emptyRegisters, openTestDatabase } from '../support/database.ts';
import { type County, county, creditCode, first, mill, pick, works } from './support/county.ts';
import { broken, take, temporary, textFile, workbookOf, worksheet } from './support/files.ts';
import { writeTenFaults } from './support/ten-faults.ts';

/** The fault, how it comes into the small county, and what the report says: `code cell`. */
type Case = [fault: string, change: (rows: County) => void, expected: string[]];

const set = (sheet: string, column: string, value: string | number | boolean | null) => (rows: County) => {
  first(rows, sheet)[column] = value;
};
const set2 = (sheet: string, column: string, value: string | number) => (rows: County) => {
  const second = rows[sheet]?.[1];
  if (second) second[column] = value;
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
      'REFERENCE_UNKNOWN D2',
      'REFERENCE_UNKNOWN B2',
      'REFERENCE_UNKNOWN C2',
      'REFERENCE_UNKNOWN F2',
      'REFERENCE_UNKNOWN E2',
      'REFERENCE_UNKNOWN C2',
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
    ['HARDSHIP_FILE_NOT_OPEN C2', 'VISIT_OUTSIDE_FILE B2'],
  ],
  ['a negative payment that reverses nothing', set('assistance_grant', 'amount_yuan', -3000), ['REVERSAL_SIGN F2']],
  ['a target that supersedes itself', set('target', 'supersedes_code', 'SY-JH-2012'), ['SUPERSEDES_ITSELF N2']],
  ['a share of 85 that may be 85 %', set('target', 'target_value', 85), ['TARGET_NOT_SHARE G2']],
  ['a percentage above 100', set('target', 'target_value', '101%'), ['PERCENT_RANGE G2']],
  ['more than all of it', set('target', 'target_value', '100%'), ['TARGET_OUT_OF_REACH G2']],
  [
    'a target that wants more of what should be less',
    set('target', 'metric_id', 'union_shell_zombie_share'),
    ['TARGET_DIRECTION H2'],
  ],
  [
    'a share as the target of a count',
    (rows) => {
      first(rows, 'target').metric_id = 'new_union_count';
      first(rows, 'target').baseline_value = null;
    },
    ['TARGET_NOT_WHOLE G2', 'TARGET_NOT_WHOLE C2'],
  ],
  ['a light rule that nobody registered', set('target', 'light_rule_code', 'NOWHERE-1'), ['REFERENCE_UNKNOWN O2']],
  ['an ID number as pseudonym', set('member', 'member_key', '11010519491231002X'), ['IDENTIFIER_FORM A2']],
  ['a ledger line before its chart holds', set('account_chart', 'valid_from', '2014-06-19'), ['CHART_NOT_VALID E2']],
  ['a ledger line on the day its chart ends', set('account_chart', 'valid_to', '2014-06-20'), ['CHART_NOT_VALID E3']],
  [
    'a reversal of a voucher that only another keeper of books has',
    (rows) => {
      first(rows, 'ledger_line').voucher_no = '2014-06-001';
      first(rows, 'ledger_line').reverses_voucher_no = '2014-06-012';
    },
    ['REVERSED_VOUCHER_UNKNOWN N2'],
  ],
  [
    'a campaign that ends before it begins',
    set('campaign', 'ends_on', '2014-04-30'),
    ['DAY_BEFORE F2', 'OUTSIDE_CAMPAIGN C3', 'OUTSIDE_CAMPAIGN E3'],
  ],
  ['a goal of 0', set('campaign_goal', 'goal_count', 0), ['NUMBER_RANGE C2']],
  ['a goal of a place that does not exist', set('campaign_goal', 'scope_id', 'park:NOWHERE'), ['SCOPE_UNKNOWN B2']],
  ['a next action before what happened', set('unionisation_event', 'next_action_on', '2014-04-19'), ['DAY_BEFORE E2']],
  [
    'an event of a campaign that nobody runs',
    set('unionisation_event', 'campaign_code', 'SY-NONE'),
    ['REFERENCE_UNKNOWN F2'],
  ],
  ['a deadline on the day of sending', set('bargaining_offer', 'reply_due_on', '2014-03-10'), ['DAYS_REVERSED F2']],
  ['a reply before the offer', set('bargaining_offer', 'replied_on', '2014-03-09'), ['DAY_BEFORE G2']],
  ['a reply without its day', set('bargaining_offer', 'replied_on', null), ['TOGETHER H2']],
  [
    'an agreement that ends as it begins',
    set('agreement', 'expires_on', '2013-06-01'),
    ['DAYS_REVERSED I2', 'DAYS_REVERSED I2', 'DAYS_REVERSED I2'],
  ],
  [
    'an agreement ended on the day it would expire',
    set('agreement', 'terminated_on', '2014-06-01'),
    ['DAYS_REVERSED I2'],
  ],
  ['more women than workers covered', set2('agreement', 'covered_female_count', 121), ['PART_ABOVE_WHOLE N3']],
  ['an agreement that renews itself', set2('agreement', 'renews_agreement_no', 'SYHT-2014'), ['RENEWS_ITSELF K3']],
  [
    'a renewal signed with what it renews',
    set2('agreement', 'signed_on', '2013-06-10'),
    ['RENEWAL_TOO_EARLY G3', 'SIGNED_BEFORE_OFFER G3'],
  ],
  ['an agreement older than its offer', set2('agreement', 'signed_on', '2014-03-09'), ['SIGNED_BEFORE_OFFER G3']],
  ['a renewal of nothing', set2('agreement', 'renews_agreement_no', 'SYHT-2000'), ['REFERENCE_UNKNOWN K3']],
  [
    'an enterprise twice in one agreement',
    add('agreement_enterprise', { agreement_no: 'SYHT-2014', credit_code: mill }),
    ['KEY_DUPLICATE A3'],
  ],
  ['a proposal of a union and a federation', set('congress_proposal', 'federation_code', '320924'), ['EXACTLY_ONE B2']],
  ['feedback before the proposal', set('congress_proposal', 'feedback_on', '2014-02-19'), ['DAY_BEFORE G2']],
  ['a deadline before the proposal', set('congress_proposal', 'due_on', '2014-02-19'), ['DAY_BEFORE F2']],
  [
    'a rectification that nobody needed',
    set('congress_proposal', 'needs_rectification', false),
    ['RECTIFICATION_UNNEEDED I2'],
  ],
  ['satisfaction without feedback', set('congress_proposal', 'feedback_on', null), ['SATISFACTION_TOO_EARLY J2']],
  ['a visit to a file that is not there', set('household_visit', 'file_no', 'SYKN-999'), ['REFERENCE_UNKNOWN A2']],
  ['a visit of tomorrow', set('household_visit', 'visited_on', '2026-11-22'), ['DAY_FUTURE B2']],
  ['a union paired with itself', set('union_pairing', 'partner_union_code', 'SY-0001'), ['PAIRED_WITH_ITSELF D2']],
  ['a pair without a partner', set('union_pairing', 'partner_union_code', null), ['EXACTLY_ONE D2']],
  ['a site closed as it opens', set('service_site', 'closed_on', '2014-03-18'), ['DAYS_REVERSED I2']],
  ['six stars', set('service_site_rating', 'level', 6), ['NUMBER_RANGE C2', 'RATING_LEVEL_MISSING C2']],
  ['stars that were taken away', set('service_site_rating', 'outcome', 'remove'), ['RATING_LEVEL_UNEXPECTED C2']],
  ['stars before the opening', set('service_site_rating', 'decided_on', '2014-03-17'), ['RATED_BEFORE_OPENING B2']],
  ['an entry of nobody', set('contest_entry', 'credit_code', null), ['AT_LEAST_ONE C2']],
  ['an entry after the end', set('contest_entry', 'entered_on', '2015-01-01'), ['ENTERED_AFTER_END E2']],
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

  // One SQL for both engines: the embedded one, slower by far, tries every third; `EVERY_CASE=1` for all of them.
  const some = <T>(list: readonly T[]) =>
    list.filter((_, at) => engine === 'postgres' || process.env.EVERY_CASE || at % 3 === 0);

  test.each(some(cases))('refused: %s', async (_, change, expected) => {
    const rows = county();
    change(rows);
    const report = await check(await workbookOf(rows));
    expect(broken(report)).toEqual(expected);
    expect(report.status).toBe('refused');
  });

  test.each(some(workbookCases))('refused: %s', async (_, change, expected) => {
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

  test.each([
    ['an event before the campaign it is booked to', 'campaign', 'starts_on', '2014-05-11', ['OUTSIDE_CAMPAIGN C3']],
    ['an offer after the campaign it is booked to', 'campaign', 'ends_on', '2014-05-30', ['OUTSIDE_CAMPAIGN E3']],
    ['a stage on the day of the one before it', 'unionisation_event', 'occurred_on', '2014-05-10', []],
    [
      'a stage before one that leads to it',
      'unionisation_event',
      'occurred_on',
      '2014-05-11',
      ['DAY_BEFORE E2', 'STAGE_TOO_EARLY C3'],
    ],
    ['a visit to a file not yet open', 'household_visit', 'visited_on', '2014-01-09', ['VISIT_OUTSIDE_FILE B2']],
    ['a visit on the day a file closes', 'hardship_household', 'closed_on', '2014-02-18', ['VISIT_OUTSIDE_FILE B2']],
  ])('warned of or let pass: %s', async (_, sheet, column, value, expected) => {
    const rows = county();
    first(rows, sheet)[column] = value;
    expect(broken(await check(await workbookOf(rows)))).toEqual(expected);
  });

  test('a voucher may be reversed that the registers hold, of the same books', async () => {
    await take(database, await workbookOf(county()));
    const rows = pick(county(), 'ledger_line');
    const reversal = {
      ...first(rows, 'ledger_line'),
      voucher_no: '2014-07-001',
      amount_yuan: -12500.5,
      reverses_voucher_no: '2014-06-012',
    };
    expect(broken(await check(await workbookOf({ ledger_line: [reversal] })))).toEqual([]);
    const other = { ...reversal, union_code: 'SY-0002' };
    expect(broken(await check(await workbookOf({ ledger_line: [other] })))).toEqual(['REVERSED_VOUCHER_UNKNOWN N2']);
    await emptyRegisters(database);
  });

  test('what a rule over the whole file finds is shown as it stands in the cell', async () => {
    const file = await workbookOf(county(), (workbook) => {
      worksheet(workbook, 'assistance_grant').getCell('F2').value = '-3,000元';
      worksheet(workbook, 'coverage_link').getCell('D2').value = '2012年3月1日';
      worksheet(workbook, 'trade_union').getCell('M2').value = '苏工 123';
      worksheet(workbook, 'bargaining_offer').getCell('F2').value = '2014.3.10';
      worksheet(workbook, 'star_rating').getCell('F2').value = '撤销';
    });
    const report = await check(file);
    expect(report.problems.map(({ code, value }) => [code, value])).toEqual([
      ['TOGETHER', '苏工 123'],
      ['RATING_LEVEL_UNEXPECTED', '3'],
      ['REVERSAL_SIGN', '-3,000元'],
      ['DAYS_REVERSED', '2014.3.10'],
    ]);
    const csv = textFile(
      '覆盖关系.csv',
      `统一社会信用代码,工会统计代码,覆盖方式,开始日期\n${mill}, sy-0009 ,单独建会,2013年1月1日\n`,
    );
    expect((await check(csv)).problems.find(({ cell }) => cell === 'B2')).toMatchObject({
      code: 'REFERENCE_UNKNOWN',
      value: ' sy-0009 ',
    });
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
