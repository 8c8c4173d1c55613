import type { Metric } from './metric.ts';

export const starDistribution: Metric = {
  id: 'star_distribution',
  name: { zh: '星级工会分布', en: 'distribution of star-rated unions' },
  formula: {
    zh: '某一评定办法下，各星级的在任工会数 ÷ 该办法适用的在任工会总数；另列未评和已撤销，以及占已评工会的比重',
    en: 'active unions at each star level of one scheme ÷ all active unions the scheme applies to, with unrated and removed apart; the share of rated unions stands beside it',
  },
  numerator: { name: { zh: '该星级工会数', en: 'unions at the level' }, counts: 'unions', column: 'union_count' },
  denominator: { name: { zh: '在任工会数', en: 'active unions' }, counts: 'unions', column: 'active_union_count' },
  unit: 'share',
  better: 'neither',
  shape: 'distribution',
  time: 'stock',
  definition: {
    id: 'star_distribution',
    version: 1,
    since: '2026-11-01',
    notes: {
      zh: '取每个工会在该办法下最近一次已决定的评定；不同办法（星级数不同）从不相加；百分比用最大余数法取整，合计 100.00%。',
      en: 'The latest decided rating of each union under the scheme counts. Schemes are never added together. Percentages are rounded by largest remainder and total 100.00 %.',
    },
    source: {
      zh: '射阳县总工会「星级工会推进计划、星级工会数据库、星级工会提升目标」',
      en: "the county federation's star-rated union plan, register and promotion target",
    },
  },
  disclosure: 'public',
  mart: 'star_distribution',
  keys: ['scheme_code', 'level_key'],
  scopes: ['region', 'federation', 'park'],
};
