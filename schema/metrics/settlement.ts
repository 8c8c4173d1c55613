import { firstVersion } from './first-version.ts';
import type { Metric, Part } from './metric.ts';

const scopes = ['region', 'park', 'federation'] as const;

const source = {
  zh: '园区工会建设要求「对新落户园区的企业要跟踪其发展动态，对符合建会条件的要主动上门服务」「对长期不建立工会的单位」；各地建会期限不同（上海 6 个月，重庆 1 年）',
  en: 'the park-union requirement to follow new settlers and serve those fit for a union, and on units long without one; the time allowed differs from place to place (Shanghai 6 months, Chongqing 1 year)',
};

function enterprises(zh: string, en: string, column: string): Part {
  return { name: { zh, en }, counts: 'enterprises', column };
}

export const newCoverageCount: Metric = {
  id: 'new_coverage_count',
  name: { zh: '新建会企业数', en: 'enterprises newly unionised' },
  formula: {
    zh: '期间内首次被在任工会直接覆盖的在册企业数',
    en: 'active enterprises that an active union covered for the first time in the period',
  },
  numerator: enterprises('新建会企业数', 'enterprises newly unionised', 'new_coverage_count'),
  denominator: null,
  unit: 'count',
  better: 'higher',
  shape: 'count',
  time: 'flow',
  definition: firstVersion(
    'new_coverage_count',
    {
      zh: '按首次直接覆盖之日计入期间，计入当日所在的地区和园区；一家企业只算一次，失去覆盖后再建会不算新建；联合、区域性、行业性工会直接覆盖的各算一家；二次覆盖和组织员不算。',
      en: 'Counted on the day of the first primary coverage, in the place of that day. An enterprise counts once, not again when its coverage had lapsed; each enterprise of a joint, regional or industry union counts; second coverage and organisers do not.',
    },
    source,
  ),
  disclosure: 'public',
  mart: 'new_coverage',
  scopes,
};

export const settlementToUnionDays: Metric = {
  ...newCoverageCount,
  id: 'settlement_to_union_days',
  name: { zh: '落户到建会平均天数', en: 'days from settlement to union' },
  formula: {
    zh: '期间内新建会企业自落户之日到首次被覆盖之日的天数合计 ÷ 期间内新建会企业数',
    en: 'days from settlement to the first coverage, summed over the enterprises newly unionised in the period ÷ these enterprises',
  },
  numerator: {
    name: { zh: '落户到建会天数合计', en: 'days from settlement to union, summed' },
    counts: 'days',
    column: 'settlement_days',
  },
  denominator: newCoverageCount.numerator,
  unit: 'days',
  better: 'lower',
  shape: 'ratio',
  definition: firstVersion(
    'settlement_to_union_days',
    {
      zh: '落户日为企业台账第一段的起始日；落户当日建会为 0 天；至今未建会的企业不在内，其时长见未建会企业的落户时长分布；期间内没有新建会企业时不适用。',
      en: 'The settlement day is the first day of the first stretch in the register; covered on that very day is 0 days. Enterprises still without a union are not in it: see the backlog by age. Not applicable in a period without a new one.',
    },
    source,
  ),
};

export const settlementBacklogAge: Metric = {
  id: 'settlement_backlog_age',
  name: { zh: '未建会企业的落户时长分布', en: 'un-unionised backlog by age since settlement' },
  formula: {
    zh: '当日未建会的在册企业中，落户时长在各段的企业数 ÷ 当日未建会的在册企业数',
    en: 'active enterprises without a union at each age since settlement ÷ all active enterprises without a union',
  },
  numerator: enterprises('该时长的未建会企业数', 'enterprises without a union of the age', 'level_count'),
  denominator: enterprises('未建会企业数', 'enterprises without a union', 'uncovered_count'),
  unit: 'share',
  better: 'neither',
  shape: 'distribution',
  levels: [
    { key: 'under_6_months', name: { zh: '不满 6 个月', en: 'under 6 months' }, column: 'under_6_months' },
    { key: '6_to_12_months', name: { zh: '6 个月至 1 年', en: '6 to 12 months' }, column: 'from_6_to_12_months' },
    { key: '1_to_2_years', name: { zh: '1 至 2 年', en: '1 to 2 years' }, column: 'from_1_to_2_years' },
    { key: 'over_2_years', name: { zh: '2 年及以上', en: '2 years and more' }, column: 'over_2_years' },
  ],
  time: 'stock',
  definition: firstVersion(
    'settlement_backlog_age',
    {
      zh: '满 6 个月、1 年、2 年之日起进入下一段；失去覆盖的企业重新计为未建会，时长仍自落户日起算；只数台账中的企业，只报汇总数的园区不在内；没有未建会企业时不适用。',
      en: 'An enterprise enters the next age on the day on which 6 months, 1 year or 2 years are full. One whose coverage has ended is without a union again, its age still since it settled. Enterprises of the registers alone; not applicable where none is without a union.',
    },
    source,
  ),
  disclosure: 'public',
  mart: 'settlement_backlog',
  keys: ['level_key'],
  scopes,
};

export const settlementBacklogCount: Metric = {
  ...newCoverageCount,
  id: 'settlement_backlog_count',
  name: { zh: '未建会企业数', en: 'enterprises without a union' },
  formula: {
    zh: '当日没有被在任工会直接覆盖的在册企业数',
    en: 'active enterprises without primary coverage by an active union',
  },
  numerator: enterprises('未建会企业数', 'enterprises without a union', 'uncovered_count'),
  better: 'lower',
  time: 'stock',
  definition: firstVersion('settlement_backlog_count', settlementBacklogAge.definition.notes, source),
  mart: 'settlement_backlog',
};

export const settlementOverdueShare: Metric = {
  ...settlementBacklogCount,
  id: 'settlement_overdue_share',
  name: { zh: '未建会企业中超期的比例', en: 'overdue share of the un-unionised backlog' },
  formula: {
    zh: '当日落户已满建会期限而未建会的在册企业数 ÷ 当日未建会的在册企业数',
    en: 'active enterprises without a union whose time since settlement has reached the settlement clock ÷ active enterprises without a union',
  },
  numerator: enterprises('超期未建会企业数', 'enterprises overdue for a union', 'overdue_count'),
  denominator: settlementBacklogAge.denominator,
  unit: 'share',
  shape: 'ratio',
  definition: firstVersion(
    'settlement_overdue_share',
    {
      zh: '建会期限默认为落户后 6 个月，地区可自定，下级未定的随上级，按企业最初落户的地区取；满期限之日起即为超期；没有未建会企业时不适用。',
      en: 'The clock is 6 months after settlement unless a region sets its own, which holds for all below that has none; the region of the first settlement counts. Overdue from the day on which the clock is full; not applicable where none is without a union.',
    },
    source,
  ),
};

export const coveragePerUnion: Metric = {
  id: 'coverage_per_union',
  name: { zh: '平均每家工会覆盖企业数', en: 'enterprises covered per union' },
  formula: {
    zh: '当日已建会的在册企业数 ÷ 当日在任基层工会数',
    en: 'active enterprises with primary coverage ÷ active grassroots unions',
  },
  numerator: enterprises('已建会企业数', 'unionised enterprises', 'covered_count'),
  denominator: {
    name: { zh: '在任基层工会数', en: 'active grassroots unions' },
    counts: 'unions',
    column: 'union_count',
  },
  unit: 'average',
  better: 'neither',
  shape: 'ratio',
  time: 'stock',
  definition: firstVersion(
    'coverage_per_union',
    {
      zh: '分母含单独、联合、区域性、行业性和园区工会，不含联合会和乡镇（街道）工会；企业按所在地，工会按自己的所在地、园区和隶属计入，因此小范围内两者可能不对应；只数台账，不含只报汇总数的企业；没有在任基层工会时不适用。',
      en: 'The denominator holds single, joint, regional, industry and park unions, no federations of unions and no township unions. An enterprise counts in its place, a union in its own, so in a small scope the two may not belong together. Registers alone, no enterprises that are only reported as counts; not applicable without an active union.',
    },
    {
      zh: '全国基层工会统计：2009 年 184.5 万家基层工会覆盖 395.9 万家单位（每家 2.15 个）',
      en: 'national statistics of grassroots unions: 1.845 million unions covered 3.959 million units in 2009 (2.15 each)',
    },
  ),
  disclosure: 'public',
  mart: 'coverage_per_union',
  scopes,
};
