import type { Definition, Metric, Part, Words } from './metric.ts';

const spending: Part = {
  name: { zh: '工会经费支出合计', en: 'total spending' },
  counts: 'cents',
  column: 'spending_cents',
};

const source: Words = {
  zh: '「工会经费使用向一线倾斜比例不够」；会计科目依《工会会计制度》；国家没有统一公式，按命名规则计算',
  en: 'the complaint that too small a share of union funds reaches the front line; accounts of the union accounting system; no national formula exists, so a named rule is used',
};

function definition(id: string): Definition {
  return {
    id,
    version: 1,
    since: '2026-11-01',
    notes: {
      zh: '范围内上下级之间的补助（506）已抵销；冲销行抵减其原类；未分类支出单列，不当作非一线；支出合计不大于零时不适用。',
      en: 'Transfers between unions inside the scope (506) are eliminated; reversals reduce the class they reverse; unclassified lines are shown apart and not taken as non-frontline; not applicable when total spending is not above zero.',
    },
    source,
  };
}

export const spendingFrontlineShareBroad: Metric = {
  id: 'spending_frontline_share_broad',
  name: { zh: '经费向职工倾斜比例（宽口径）', en: 'spending share for workers (broad)' },
  formula: {
    zh: '直接用于职工的支出（职工活动、职工服务、维权，扣除标注为干部的）÷ 抵销后的支出合计',
    en: 'direct spending on workers (activities, services, rights; lines tagged cadre taken out) ÷ total spending after elimination',
  },
  numerator: {
    name: { zh: '直接用于职工的支出', en: 'direct spending on workers' },
    counts: 'cents',
    column: 'direct_cents',
  },
  denominator: spending,
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'flow',
  grain: 'month',
  definition: definition('spending_frontline_share_broad'),
  disclosure: 'public',
  mart: 'spending_share',
  keys: ['rule_code'],
  unclassified: 'unclassified_cents',
  scopes: ['region', 'federation'],
};

export const spendingFrontlineShareStrict: Metric = {
  ...spendingFrontlineShareBroad,
  id: 'spending_frontline_share_strict',
  name: { zh: '经费向一线倾斜比例（严口径）', en: 'frontline spending share (strict)' },
  formula: {
    zh: '直接支出中标注为一线的部分，加困难职工帮扶费和送温暖费（扣除标注为干部的）÷ 抵销后的支出合计',
    en: 'direct spending tagged frontline, plus hardship and warmth payments not tagged cadre ÷ total spending after elimination',
  },
  numerator: {
    name: { zh: '用于一线职工的支出', en: 'spending on frontline workers' },
    counts: 'cents',
    column: 'frontline_direct_cents',
  },
  definition: definition('spending_frontline_share_strict'),
};
