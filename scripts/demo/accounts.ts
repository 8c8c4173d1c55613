import type { AccountRow, ChartRow, RuleAccountRow, RuleRow } from './tables.ts';

/** The union accounting system of 2009, with its real numbers, and that of 2021, whose numbers were not seen: local codes. */
export const CHART_2009 = 'ACC-2009';
export const CHART_2021 = 'ACC-2021';
export const DEFAULT_RULE = 'DEFAULT-1';

type Treatment = 'direct' | 'hardship_or_warmth' | 'spending_only';
type Entry = readonly [code: string, name: string, treatment?: Treatment | 'inherits', isTransferDown?: true];

const accounts2009: readonly Entry[] = [
  ['401', '会费收入'],
  ['402', '拨缴经费收入'],
  ['403', '上级补助收入'],
  ['40301', '上级补助收入—回拨补助'],
  ['40302', '上级补助收入—专项补助'],
  ['40303', '上级补助收入—超收补助'],
  ['404', '政府补助收入'],
  ['405', '行政补助收入'],
  ['406', '事业收入'],
  ['407', '投资收益'],
  ['408', '其他收入'],
  ['501', '职工活动支出', 'direct'],
  ['50101', '职工教育', 'inherits'],
  ['50102', '文体活动', 'inherits'],
  ['50103', '宣传活动', 'inherits'],
  ['50104', '职工集体福利', 'inherits'],
  ['50105', '其他活动', 'inherits'],
  ['502', '维权支出', 'direct'],
  ['50201', '劳动关系协调费', 'inherits'],
  ['50202', '劳动保护费', 'inherits'],
  ['50203', '法律援助费', 'inherits'],
  ['50204', '困难职工帮扶费', 'hardship_or_warmth'],
  ['50205', '送温暖费', 'hardship_or_warmth'],
  ['50206', '其他维权支出', 'inherits'],
  ['503', '业务支出', 'spending_only'],
  ['50301', '培训费', 'inherits'],
  ['50302', '会议费', 'inherits'],
  ['50304', '专项业务费', 'inherits'],
  ['504', '行政支出', 'spending_only'],
  ['505', '资本性支出', 'spending_only'],
  ['506', '补助下级支出', 'spending_only', true],
  ['507', '事业支出', 'spending_only'],
  ['508', '其他支出', 'spending_only'],
];

const accounts2021: readonly Entry[] = [
  ['4901', '会费收入（本地码）'],
  ['4902', '拨缴经费收入（本地码）'],
  ['4903', '上级补助收入（本地码）'],
  ['4904', '政府补助收入（本地码）'],
  ['4905', '行政补助收入（本地码）'],
  ['4908', '其他收入（本地码）'],
  ['5901', '职工活动支出（本地码）', 'direct'],
  ['590101', '职工教育（本地码）', 'inherits'],
  ['590102', '文体活动（本地码）', 'inherits'],
  ['590103', '宣传活动（本地码）', 'inherits'],
  ['590104', '劳模职工疗休养（本地码）', 'inherits'],
  ['590105', '会员活动（本地码）', 'inherits'],
  ['590106', '其他活动（本地码）', 'inherits'],
  ['5902', '职工服务支出（本地码）', 'direct'],
  ['5903', '维权支出（本地码）', 'direct'],
  ['590301', '劳动关系协调费（本地码）', 'inherits'],
  ['590302', '劳动保护费（本地码）', 'inherits'],
  ['590303', '法律援助费（本地码）', 'inherits'],
  ['590304', '困难职工帮扶费（本地码）', 'hardship_or_warmth'],
  ['590305', '送温暖费（本地码）', 'hardship_or_warmth'],
  ['5904', '业务支出（本地码）', 'spending_only'],
  ['590401', '培训费（本地码）', 'inherits'],
  ['590402', '会议费（本地码）', 'inherits'],
  ['590404', '专项业务费（本地码）', 'inherits'],
  ['5905', '行政支出（本地码）', 'spending_only'],
  ['5906', '资本性支出（本地码）', 'spending_only'],
  ['5907', '补助下级支出（本地码）', 'spending_only', true],
  ['5908', '对附属单位的支出（本地码）', 'spending_only'],
  ['5909', '其他支出（本地码）', 'spending_only'],
];

/** Where an account of 2009 continued in the system of 2021, for the vouchers that are drawn under either. */
export const successor: Readonly<Record<string, string>> = {
  '401': '4901',
  '402': '4902',
  '403': '4903',
  '404': '4904',
  '405': '4905',
  '408': '4908',
  '50101': '590101',
  '50102': '590102',
  '50103': '590103',
  '50104': '5902',
  '50105': '590106',
  '50201': '590301',
  '50202': '590302',
  '50203': '590303',
  '50204': '590304',
  '50205': '590305',
  '50301': '590401',
  '50302': '590402',
  '50304': '590404',
  '504': '5905',
  '505': '5906',
  '506': '5907',
  '508': '5909',
};

export const charts: readonly ChartRow[] = [
  { chart_code: CHART_2009, name: '工会会计制度（2009）', valid_from: '2010-01-01', valid_to: '2022-01-01' },
  {
    chart_code: CHART_2021,
    name: '工会会计制度（财会〔2021〕7号，科目编号为本地码）',
    valid_from: '2022-01-01',
    valid_to: null,
  },
];

/** The first day of the system of 2021. */
export const CHART_CHANGE = '2022-01-01';

const byChart = [
  [CHART_2009, accounts2009],
  [CHART_2021, accounts2021],
] as const;

export const accounts: readonly AccountRow[] = byChart.flatMap(([chart_code, entries]) =>
  entries.map(([account_code, name, , isTransferDown]) => ({
    chart_code,
    account_code,
    name,
    side: account_code.startsWith('4') ? ('income' as const) : ('spending' as const),
    is_transfer_down: isTransferDown ?? false,
  })),
);

/** The default rule of what counts as spending on workers: sub-accounts follow the account that begins their code. */
export const rules: readonly RuleRow[] = [
  {
    rule_code: DEFAULT_RULE,
    name: '经费向一线倾斜默认规则（演示）',
    approved_by: '射阳县总工会（演示）',
    valid_from: '2010-01-01',
    valid_to: null,
  },
];

export const ruleAccounts: readonly RuleAccountRow[] = byChart.flatMap(([chart_code, entries]) =>
  entries.flatMap(([account_code, , treatment]) =>
    treatment === undefined || treatment === 'inherits'
      ? []
      : [{ rule_code: DEFAULT_RULE, chart_code, account_code, counts_as: treatment }],
  ),
);
