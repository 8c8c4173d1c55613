import { accountSides, beneficiaryClasses, frontlineTreatments, fundSources } from '@union/schema/codes.ts';
import {
  code,
  codeLike,
  count,
  day,
  identifier,
  pastDay,
  reference,
  type SheetSpec,
  text,
  yesNo,
  yuan,
} from './column.ts';

const accountForm = { zh: '3 至 9 位数字', en: '3 to 9 digits' };
const account = (key: string, zh: string, en: string, example: string) =>
  codeLike(key, zh, en, /^[0-9]{3,9}$/, accountForm, { required: true, example });

export const accountChart: SheetSpec = {
  key: 'account_chart',
  zh: '会计制度',
  en: 'charts of accounts',
  note: { zh: '一行是一版会计制度。', en: 'One version of the chart of accounts a row.' },
  rowKey: ['chart_code'],
  columns: [
    identifier('chart_code', '制度代码', 'chart code', { required: true, example: 'GH-2009' }),
    text('name', '名称', 'name', { required: true, example: '工会会计制度（2009）' }),
    day('valid_from', '施行日期', 'valid from', { required: true, example: '2010-01-01' }),
    day('valid_to', '废止日期', 'valid to', {
      empty: { zh: '仍施行', en: 'it still holds' },
      note: { zh: '不再施行的第一天。', en: 'First day on which it no longer holds.' },
      example: '2022-01-01',
    }),
  ],
};

export const ledgerAccount: SheetSpec = {
  key: 'ledger_account',
  zh: '会计科目',
  en: 'accounts',
  note: { zh: '一行是一版会计制度的一个科目。', en: 'One account of one chart a row.' },
  rowKey: ['chart_code', 'account_code'],
  columns: [
    reference('chart_code', '制度代码', 'chart code', 'account_chart', { required: true, example: 'GH-2009' }),
    account('account_code', '科目代码', 'account code', '501'),
    text('name', '科目名称', 'name', { required: true, example: '职工活动支出' }),
    code('side', '收支', 'side', accountSides, { required: true, example: '支出' }),
    yesNo('is_transfer_down', '补助下级', 'transfer down', {
      empty: { zh: '否', en: 'no' },
      note: { zh: '506 补助下级支出填是。', en: 'Yes for 506, subsidies to unions below.' },
      example: '否',
    }),
  ],
};

export const ledgerLine: SheetSpec = {
  key: 'ledger_line',
  zh: '经费明细',
  en: 'ledger lines',
  note: {
    zh: '一行是一张凭证的一行。工会统计代码与总工会代码只填一个（记账单位）；红字冲销填负数，并可写明被冲销的凭证号。',
    en: 'One line of one voucher a row. Exactly one of union and federation keeps the books; a reversal is negative and may name the voucher it reverses.',
  },
  rowKey: ['union_code', 'federation_code', 'voucher_no', 'line_no'],
  columns: [
    reference('union_code', '工会统计代码', 'union code', 'trade_union', {
      empty: { zh: '由总工会记账', en: 'a federation keeps the books' },
      example: 'SY-0001',
    }),
    reference('federation_code', '总工会代码', 'federation code', 'federation', {
      empty: { zh: '由基层工会记账', en: 'a union keeps the books' },
    }),
    text('voucher_no', '凭证号', 'voucher number', { required: true, maxLength: 60, example: '2014-06-012' }),
    count('line_no', '行号', 'line number', { required: true, unit: 'place', min: 1, example: '1' }),
    pastDay('posted_on', '记账日期', 'posted on', { required: true, example: '2014-06-18' }),
    reference('chart_code', '制度代码', 'chart code', 'account_chart', { required: true, example: 'GH-2009' }),
    account('account_code', '科目代码', 'account code', '501'),
    yuan('amount_yuan', '金额（元）', 'amount in yuan', { required: true, reverses: true, example: '12,500.00' }),
    code('fund_source', '资金来源', 'fund source', fundSources, {
      empty: { zh: '工会经费', en: 'union funds' },
      example: '工会经费',
    }),
    text('purpose', '用途', 'purpose', {
      empty: { zh: '未写明', en: 'not stated' },
      maxLength: 500,
      example: '高温慰问一线职工',
    }),
    code('beneficiary_class', '受益对象', 'beneficiaries', beneficiaryClasses, {
      empty: { zh: '未分类', en: 'unclassified' },
      example: '一线职工',
    }),
    reference('counterparty_union_code', '对方工会代码', 'counterparty union', 'trade_union', {
      empty: { zh: '不是与基层工会之间的拨付', en: 'no transfer from or to a union' },
      note: {
        zh: '上下级之间的拨付填对方，用于抵销。',
        en: 'The other side of a transfer between unions, so that it is eliminated.',
      },
    }),
    reference('counterparty_federation_code', '对方总工会代码', 'counterparty federation', 'federation', {
      empty: { zh: '不是与总工会之间的拨付', en: 'no transfer from or to a federation' },
    }),
    text('reverses_voucher_no', '冲销凭证号', 'reversed voucher', {
      empty: { zh: '不是冲销，或未写明', en: 'no reversal, or it names none' },
      maxLength: 60,
    }),
  ],
};

export const frontlineRule: SheetSpec = {
  key: 'frontline_rule',
  zh: '一线规则',
  en: 'frontline rules',
  note: {
    zh: '一行是一版“向一线倾斜”的计算规则。',
    en: 'One version of the rule of what counts as spending on workers a row.',
  },
  rowKey: ['rule_code'],
  columns: [
    identifier('rule_code', '规则代码', 'rule code', { required: true, example: 'SY-FRONT-1' }),
    text('name', '名称', 'name', { required: true, example: '射阳县一线支出口径' }),
    text('approved_by', '批准单位', 'approved by', { required: true, example: '射阳县总工会' }),
    day('valid_from', '施行日期', 'valid from', { required: true, example: '2013-01-01' }),
    day('valid_to', '废止日期', 'valid to', {
      empty: { zh: '仍施行', en: 'it still holds' },
      note: { zh: '不再施行的第一天。', en: 'First day on which it no longer holds.' },
    }),
  ],
};

export const frontlineRuleAccount: SheetSpec = {
  key: 'frontline_rule_account',
  zh: '一线规则科目',
  en: 'accounts of a frontline rule',
  note: { zh: '一行是一个科目在一版规则里的归类。', en: 'How one rule counts one account a row.' },
  rowKey: ['rule_code', 'chart_code', 'account_code'],
  columns: [
    reference('rule_code', '规则代码', 'rule code', 'frontline_rule', { required: true, example: 'SY-FRONT-1' }),
    reference('chart_code', '制度代码', 'chart code', 'account_chart', { required: true, example: 'GH-2009' }),
    account('account_code', '科目代码', 'account code', '501'),
    code('counts_as', '归类', 'counts as', frontlineTreatments, { required: true, example: '直接用于职工' }),
  ],
};
