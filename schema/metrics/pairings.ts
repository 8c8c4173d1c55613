import { firstVersion } from './first-version.ts';
import type { Metric } from './metric.ts';

const source = {
  zh: '射阳县总工会半年总结「联手兴家」覆盖基层工会 87 家；「结对共建,联手兴家、联手强家」',
  en: 'half-year summary of the Sheyang federation: the pairing programme covers 87 grassroots unions; unions that build a home together',
};

export const pairedUnionShare: Metric = {
  id: 'paired_union_share',
  name: { zh: '结对共建覆盖率', en: 'share of unions in a pair' },
  formula: {
    zh: '当日处于结对之中的在任工会数（双方都算，去重）÷ 当日在任工会数',
    en: 'active unions on either side of a pair that holds on the day, each once ÷ active unions',
  },
  numerator: {
    name: { zh: '结对覆盖的工会数', en: 'unions in a pair' },
    counts: 'unions',
    column: 'paired_union_count',
  },
  denominator: { name: { zh: '在任工会数', en: 'active unions' }, counts: 'unions', column: 'active_union_count' },
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'stock',
  definition: firstVersion(
    'paired_union_share',
    {
      zh: '各项结对活动合并计算；一家工会有多个结对只算一次；对方是村、党组织等只登记名称的，只算工会一方；结束日当天起不再计；按工会自己的所在地、园区和隶属计入。',
      en: 'All programmes together; a union in several pairs counts once. Of a partner that is only named (a village, a party branch) nothing counts. A pair no longer holds on its last date. A union counts in its own place, park and federations.',
    },
    source,
  ),
  disclosure: 'public',
  mart: 'union_pairing',
  scopes: ['region', 'park', 'federation'],
};

export const pairedUnionCount: Metric = {
  ...pairedUnionShare,
  id: 'paired_union_count',
  name: { zh: '结对共建覆盖工会数', en: 'unions in a pair' },
  formula: {
    zh: '当日处于结对之中的在任工会数（双方都算，去重）',
    en: 'active unions on either side of a pair that holds on the day, each once',
  },
  denominator: null,
  unit: 'count',
  shape: 'count',
  definition: firstVersion('paired_union_count', pairedUnionShare.definition.notes, source),
};
