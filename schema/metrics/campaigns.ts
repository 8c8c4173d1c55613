import { firstVersion } from './first-version.ts';
import type { Metric } from './metric.ts';

export const campaignProgress: Metric = {
  id: 'campaign_progress',
  name: { zh: '建会活动完成率', en: 'progress of a unionisation campaign' },
  formula: {
    zh: '活动期间内首次建会的企业数 ÷ 该范围的活动目标数',
    en: 'enterprises of the scope that got their first union within the campaign ÷ the goal of the scope',
  },
  numerator: {
    name: { zh: '活动期间新建会企业数', en: 'enterprises unionised in the campaign' },
    counts: 'enterprises',
    column: 'reached_count',
  },
  denominator: { name: { zh: '活动目标数', en: 'goal' }, counts: 'enterprises', column: 'goal_count' },
  unit: 'completion',
  better: 'higher',
  shape: 'ratio',
  time: 'stock',
  definition: firstVersion(
    'campaign_progress',
    {
      zh: '只有自己设有目标的范围才有此指标，上下级的目标各自设定，从不相加；首尾两天都在活动期内；首次被在任工会直接覆盖的企业各算一家，联合工会覆盖的小企业也是；按覆盖当日所在地计入，以后关闭、迁出不减；活动结束后完成数不再变化；可以超过 100%。',
      en: 'Only scopes with a goal of their own have it; goals above and below are set apart and never added. Both the first and the last day belong to the campaign. Each enterprise covered for the first time counts, small ones of a joint union too, in its place of that day, and is not lost when it closes or moves. It stands after the end and may pass 100 %.',
    },
    {
      zh: '「每年的集中建会月」「工会组建突击月」「突击一个月,建会xx家」',
      en: 'the yearly month of founding unions; a month in which so many unions are to be founded',
    },
  ),
  disclosure: 'public',
  mart: 'campaign_progress',
  keys: ['campaign_code'],
  scopes: ['region', 'park', 'federation'],
};
