import { accountChart, frontlineRule, frontlineRuleAccount, ledgerAccount, ledgerLine } from '../sheets/ledger.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, daysInOrder, register, rowCheck } from './register.ts';

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

export const ledgerLines = register(ledgerLine, {
  defaults: { fund_source: "'union_funds'", beneficiary_class: "'unclassified'" },
  checks: [
    accountUnknown('ledger_line'),
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
