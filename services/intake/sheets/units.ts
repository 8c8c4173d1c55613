import type { Words } from './column.ts';

/** What the numbers of columns count. Every column with a number names one; amounts are in yuan by their type. */
export const units = {
  people: { zh: '人', en: 'people' },
  enterprises: { zh: '家', en: 'enterprises' },
  unions: { zh: '个', en: 'unions' },
  sessions: { zh: '场', en: 'sessions' },
  items: { zh: '件', en: 'items' },
  criteria: { zh: '项', en: 'criteria' },
  score: { zh: '分', en: 'points of the score' },
  stars: { zh: '星', en: 'stars' },
  place: { zh: '序号', en: 'place in the order' },
  months: { zh: '个月', en: 'months' },
  yellow_lights: { zh: '次', en: 'yellow lights' },
  goal: { zh: '家或份，按行动类别', en: 'enterprises or agreements by the kind of campaign' },
  hundredths: {
    zh: '百分之一个百分点（或百分数），按差距单位',
    en: 'hundredths of a point or of a per cent by the measure',
  },
  by_rule: { zh: '个月、日、工作日或元，按规则', en: 'months or days or working days or yuan by the rule' },
  metric: { zh: '指标的单位，比率为小数（0.85 即 85%）', en: 'that of the metric with a rate as a fraction' },
} as const satisfies Readonly<Record<string, Words>>;

export type UnitName = keyof typeof units;
