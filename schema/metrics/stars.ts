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

export const starThreeAndAboveShare: Metric = {
  ...starDistribution,
  id: 'star_three_and_above_share',
  name: { zh: '三星级及以上工会比例', en: 'share of unions at three stars and above' },
  formula: {
    zh: '同一评定办法下，三星级及以上的在任工会数 ÷ 该办法适用的在任工会总数',
    en: 'active unions at three stars and above under one scheme ÷ all active unions the scheme applies to',
  },
  numerator: {
    name: { zh: '三星级及以上工会数', en: 'unions at three stars and above' },
    counts: 'unions',
    column: 'three_and_above_count',
  },
  better: 'higher',
  shape: 'ratio',
  definition: {
    ...starDistribution.definition,
    id: 'star_three_and_above_share',
    notes: {
      zh: '取适用于本范围的最新评定办法，与星级分布一致，序列自该办法实行起；未评、未达星级、已撤销的工会在分母中；三级制的三星与五级制的三星不可比，换办法后重新起算；最高不到三星的办法没有此指标。',
      en: 'The latest scheme that applies to the scope counts, as in the distribution, and the series begins with it. Unrated, not rated and removed unions are in the denominator. Three stars of three and three stars of five do not compare; a scheme without a three-star level has no such figure.',
    },
  },
  mart: 'star_share',
  keys: ['scheme_code'],
};
