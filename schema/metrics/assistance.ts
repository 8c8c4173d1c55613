import type { Metric } from './metric.ts';

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
    version: 1,
    since: '2026-11-01',
    notes: {
      zh: '按发放日计入期间，按发放的总工会计入地区；冲销为负；未分类的单列，不当作未到达一线；困难职工须先建档；少于 5 户的月份与相邻月份合并或不公布。',
      en: 'Counted in the period of payment and the place of the paying federation; reversals are negative; unclassified payments are shown apart; hardship needs an open file first; months of fewer than 5 households are joined with their neighbours or suppressed.',
    },
    source: {
      zh: '「救助力度、频度不够」；送温暖资金办法对一线职工的规定',
      en: 'the complaint that assistance is too weak and too rare; the warmth-fund rules on who is frontline',
    },
  },
  disclosure: 'household',
  mart: 'assistance_share',
  unclassified: 'unclassified_cents',
  scopes: ['region', 'federation'],
};
