import { firstVersion } from './first-version.ts';
import type { Metric } from './metric.ts';

const source = {
  zh: '射阳县总工会「自我评星定星，对号入座」「认真排查，逐一过堂」',
  en: 'the county federation: unions rate themselves, then each is screened one by one',
};

const round = {
  zh: '取适用于本范围的最新评定办法中最近一个已有决定的轮次，自该轮第一个决定之日起；只含当日在任的工会。',
  en: "The latest decided round of the scope's latest scheme speaks, from its first decision on; active unions alone.",
};

export const selfRatingDifference: Metric = {
  id: 'self_rating_difference',
  name: { zh: '自评与评审平均分差', en: 'self-rating above review, mean points' },
  formula: {
    zh: '已评审工会的（自评分 − 评审分）合计 ÷ 已评审的自评工会数，单位为百分之一分',
    en: 'self-rating less review, summed over reviewed unions ÷ self-rated unions reviewed, in hundredths of a point',
  },
  numerator: {
    name: { zh: '自评与评审分差合计', en: 'self-rating less review, summed' },
    counts: 'score_hundredths',
    column: 'difference_hundredths',
  },
  denominator: {
    name: { zh: '已评审的自评工会数', en: 'self-rated unions reviewed' },
    counts: 'unions',
    column: 'reviewed_count',
  },
  unit: 'score_hundredths',
  better: 'neither',
  shape: 'ratio',
  time: 'stock',
  definition: firstVersion(
    'self_rating_difference',
    {
      zh: `${round.zh}正数表示自评高于评审，负数表示低于；只比较两项分数都有的工会；一家也未评审时不适用。`,
      en: `${round.en} Above 0 the unions rate themselves higher than the review does. Only unions with both scores are compared; not applicable before any is reviewed.`,
    },
    source,
  ),
  disclosure: 'public',
  mart: 'self_rating',
  keys: ['scheme_code'],
  scopes: ['region', 'park', 'federation'],
};

export const selfRatingReviewedShare: Metric = {
  ...selfRatingDifference,
  id: 'self_rating_reviewed_share',
  name: { zh: '自评工会评审覆盖率', en: 'share of self-rated unions reviewed' },
  formula: {
    zh: '该轮自评工会中已评审并决定的工会数 ÷ 该轮自评工会数',
    en: 'self-rated unions of the round that are reviewed and decided ÷ self-rated unions of the round',
  },
  numerator: {
    name: { zh: '已评审的自评工会数', en: 'self-rated unions reviewed' },
    counts: 'unions',
    column: 'reviewed_count',
  },
  denominator: {
    name: { zh: '自评工会数', en: 'self-rated unions' },
    counts: 'unions',
    column: 'self_rated_count',
  },
  unit: 'share',
  better: 'higher',
  definition: firstVersion(
    'self_rating_reviewed_share',
    {
      zh: `${round.zh}有评审分并已作决定的才算已评审；未自评的工会两边都不算。`,
      en: `${round.en} Reviewed means decided, with a score; unions that did not rate themselves are in neither part.`,
    },
    source,
  ),
};
