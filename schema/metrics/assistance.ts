import type { Metric } from './metric.ts';

/** When a payment counts that was recorded, taken back or corrected after its month was published. */
const late = {
  zh: '月末后 5 日内录入的计入发放当月；此后该月数字不再变动，补录、更正、撤回的计入得知当月，并有标记。',
  en: 'What is recorded within 5 days after the month counts in the month of payment; then its figures stand, and what is recorded late, corrected or taken back counts, and is marked, in the month in which it became known.',
};

export const assistanceFrontlineShare: Metric = {
  id: 'assistance_frontline_share',
  name: { zh: '帮扶资金到达一线和困难职工的比例', en: 'share of assistance that reached frontline workers' },
  formula: {
    zh: '发给一线职工和困难职工的帮扶资金 ÷ 全部已发帮扶资金',
    en: 'assistance paid to frontline workers or workers in hardship ÷ all assistance paid',
  },
  numerator: {
    name: { zh: '到达一线和困难职工的帮扶资金', en: 'assistance to frontline workers or workers in hardship' },
    counts: 'cents',
    column: 'frontline_cents',
  },
  denominator: { name: { zh: '已发帮扶资金', en: 'assistance paid' }, counts: 'cents', column: 'paid_cents' },
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'flow',
  grain: 'month',
  definition: {
    id: 'assistance_frontline_share',
    version: 2,
    since: '2026-11-21',
    notes: {
      zh: `按发放日计入期间，按发放的总工会计入地区；算到上一个已满 5 日的月末，当月不公布；冲销为负；未分类的单列，不当作未到达一线；困难职工须先建档；少于 5 户的月份并入下一月份或不公布。${late.zh}`,
      en: `Counted in the period of payment and the place of the paying federation, to the last month end that is five days ago: the running month is not shown; reversals are negative; unclassified payments are shown apart; hardship needs an open file first; months of fewer than 5 households are told with the next or suppressed. ${late.en}`,
    },
    source: {
      zh: '「救助力度、频度不够」；送温暖资金办法对一线职工的规定',
      en: 'the complaint that assistance is too weak and too rare; the warmth-fund rules on who is frontline',
    },
    earlier: [
      {
        version: 1,
        since: '2026-11-01',
        until: '2026-11-21',
        change: {
          zh: '第 1 版逐日公布期间累计，少于 5 户的单元格及另一格不公布；第 2 版只按已满 5 日的月末公布，少于 5 户的月份并入下一月份，逐夜之间也不能相减得出。',
          en: 'Version 1 told sums of every day and suppressed cells of fewer than 5 households with a second one; version 2 tells month ends that are five days ago alone and joins small months to the next, so that no two nights give away a month by subtraction.',
        },
      },
    ],
  },
  disclosure: 'household',
  mart: 'assistance_share',
  late: 'includes_late',
  unclassified: 'unclassified_cents',
  scopes: ['region', 'federation'],
};

const households = {
  name: { zh: '受助户数', en: 'households assisted' },
  counts: 'households',
  column: 'household_count',
} as const;

const perHousehold = {
  zh: `按发放的总工会计入地区；算到上一个已满 5 日的月末，当月不公布；一户在一个期间只算一户；户数取整到 5 的倍数后相除；不足 20 户，或发放额不公布的，不公布。${late.zh}`,
  en: `Counted in the place of the paying federation, to the last month end that is five days ago: the running month is not shown; a household counts once in a period; households are rounded to multiples of 5 before they are divided by; fewer than 20, and where the amounts are not shown, are not shown. ${late.en}`,
};

const intensity = { zh: '「救助力度、频度不够」', en: 'the complaint that assistance is too weak and too rare' };

export const assistancePerHousehold: Metric = {
  id: 'assistance_per_household',
  name: { zh: '户均帮扶金额', en: 'assistance per household' },
  formula: {
    zh: '发给困难职工户的帮扶资金 ÷ 受助户数（不重复）',
    en: 'assistance paid to hardship households ÷ households assisted, each once',
  },
  numerator: {
    name: { zh: '发给困难职工户的帮扶资金', en: 'assistance paid to hardship households' },
    counts: 'cents',
    column: 'household_paid_cents',
  },
  denominator: households,
  unit: 'cents',
  better: 'higher',
  shape: 'ratio',
  time: 'flow',
  grain: 'month',
  definition: {
    id: 'assistance_per_household',
    version: 1,
    since: '2026-11-21',
    notes: { zh: `冲销为负；${perHousehold.zh}`, en: `Reversals are negative. ${perHousehold.en}` },
    source: intensity,
  },
  disclosure: 'household',
  mart: 'household_assistance',
  late: 'includes_late',
  scopes: ['region', 'federation'],
};

export const assistancePaymentsPerHousehold: Metric = {
  id: 'assistance_payments_per_household',
  name: { zh: '户均帮扶次数', en: 'payments per household' },
  formula: {
    zh: '发给困难职工户的帮扶笔数 ÷ 受助户数（不重复）',
    en: 'payments to hardship households ÷ households assisted, each once',
  },
  numerator: {
    name: { zh: '发给困难职工户的帮扶笔数', en: 'payments to hardship households' },
    counts: 'grants',
    column: 'household_grant_count',
  },
  denominator: households,
  unit: 'average',
  better: 'higher',
  shape: 'ratio',
  time: 'flow',
  grain: 'month',
  definition: {
    id: 'assistance_payments_per_household',
    version: 1,
    since: '2026-11-21',
    notes: { zh: `冲销不算笔数；${perHousehold.zh}`, en: `Reversals are no payments. ${perHousehold.en}` },
    source: intensity,
  },
  disclosure: 'household',
  mart: 'household_assistance',
  late: 'includes_late',
  scopes: ['region', 'federation'],
};

export const householdCoverageRate: Metric = {
  id: 'household_coverage_rate',
  name: { zh: '困难职工帮扶覆盖率', en: 'household coverage' },
  formula: {
    zh: '期间内得到帮扶的在档困难职工户 ÷ 期间内任一天在档的困难职工户',
    en: 'hardship files assisted in the period ÷ files open on at least one day of it',
  },
  numerator: {
    name: { zh: '得到帮扶的在档困难职工户', en: 'files assisted' },
    counts: 'households',
    column: 'assisted_count',
  },
  denominator: {
    name: { zh: '期间内任一天在档的困难职工户', en: 'files open in the period' },
    counts: 'households',
    column: 'file_count',
  },
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'flow',
  grain: 'month',
  definition: {
    id: 'household_coverage_rate',
    version: 1,
    since: '2026-11-21',
    notes: {
      zh: '在档期间发放的才算，不论由哪级总工会发放；按建档的总工会计入；期间内脱困的户仍在分子分母中；算到上一个已满 5 日的月末，当月不公布；户数取整到 5 的倍数后相除；不足 20 户、只有 1 至 4 户受助、或同一范围的发放额不公布的，不公布。',
      en: 'Payments made while the file was open, by whichever federation; counted where the file is kept; files closed within the period stay in both parts, so that leaving hardship never lowers the rate; to the last month end that is five days ago: the running month is not shown; counts are rounded to multiples of 5 before they are divided; fewer than 20 files, 1 to 4 assisted, and where the amounts of the same scope are not shown, are not shown.',
    },
    source: intensity,
  },
  disclosure: 'household',
  mart: 'household_coverage',
  scopes: ['region', 'federation'],
};
