import { accountChart, frontlineRule, frontlineRuleAccount, ledgerAccount, ledgerLine } from '../sheets/ledger.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, daysInOrder, register, rowCheck } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';

export const accountCharts = register(accountChart, { checks: [daysInOrder(accountChart, 'valid_from', 'valid_to')] });

export const ledgerAccounts = register(ledgerAccount, {
  defaults: { is_transfer_down: 'false' },
  checks: [
    rowCheck('ledger_account', 'TRANSFER_NOT_SPENDING', 'is_transfer_down', "s.is_transfer_down and s.side = 'income'"),
  ],
});

/** Accounts must be of the chart that the row names. */
const accountUnknown = (sheetKey: string): Check => ({
  code: 'ACCOUNT_UNKNOWN',
  column: 'account_code',
  query: (staged) => `
    select s.row_no, s.account_code as value, s.chart_code as chart from ${stageTable(sheetKey)} s
    where s.chart_code is not null and s.account_code is not null
      and not exists (
        select from ledger_account known where known.chart_code = s.chart_code and known.account_code = s.account_code
      )
      ${
        staged.has('ledger_account')
          ? `and not exists (
        select from ${stageTable('ledger_account')} own
        where own.chart_code = s.chart_code and own.account_code = s.account_code
      )`
          : ''
      }`,
});

const ledgerRows = stageTable('ledger_line');

/** A line is booked under the chart that holds on its day. */
const chartNotValid: Check = {
  code: 'CHART_NOT_VALID',
  column: 'posted_on',
  query: (staged) => `
    select s.row_no, s.posted_on::text as value, chart.chart_code as chart, chart.valid_from::text as "from",
      coalesce('，至 ' || chart.valid_to || ' 前', '') as until, coalesce(' until ' || chart.valid_to, '') as "untilEn"
    from ${ledgerRows} s
      join (${rowsToBe('account_chart', 'chart_code', ['valid_from', 'valid_to'], staged)}) chart using (chart_code)
    where s.posted_on < chart.valid_from or s.posted_on >= chart.valid_to`,
};

/** What a line reverses is a voucher of the same books, in the file or in the registers. */
const reversedUnknown: Check = {
  code: 'REVERSED_VOUCHER_UNKNOWN',
  column: 'reverses_voucher_no',
  query: () => `
    select s.row_no, s.reverses_voucher_no as value from ${ledgerRows} s
    where s.reverses_voucher_no is not null
      and not exists (
        select from ${ledgerRows} own
        where own.voucher_no = s.reverses_voucher_no
          and coalesce(own.union_code, '') = coalesce(s.union_code, '')
          and coalesce(own.federation_code, '') = coalesce(s.federation_code, '')
      )
      and not exists (
        select from ledger_line known join trade_union holder using (union_id)
        where holder.union_code = s.union_code and known.voucher_no = s.reverses_voucher_no
      )
      and not exists (
        select from ledger_line known
        where known.federation_code = s.federation_code and known.voucher_no = s.reverses_voucher_no
      )`,
};

export const ledgerLines = register(ledgerLine, {
  defaults: { fund_source: "'union_funds'", beneficiary_class: "'unclassified'" },
  checks: [
    accountUnknown('ledger_line'),
    chartNotValid,
    reversedUnknown,
    rowCheck(
      'ledger_line',
      'EXACTLY_ONE',
      'union_code',
      'num_nonnulls(s.union_code, s.federation_code) <> 1',
      {},
      columnNames(ledgerLine, ['union_code', 'federation_code']),
    ),
    rowCheck(
      'ledger_line',
      'AT_MOST_ONE',
      'counterparty_union_code',
      'num_nonnulls(s.counterparty_union_code, s.counterparty_federation_code) > 1',
      {},
      columnNames(ledgerLine, ['counterparty_union_code', 'counterparty_federation_code']),
    ),
  ],
});

export const frontlineRules = register(frontlineRule, {
  checks: [daysInOrder(frontlineRule, 'valid_from', 'valid_to')],
});
export const frontlineRuleAccounts = register(frontlineRuleAccount, {
  checks: [accountUnknown('frontline_rule_account')],
});
