import type { Metric } from './metric.ts';

export const returnedAgainstRegisteredEnterprises: Metric = {
  id: 'returned_against_registered_enterprises',
  name: { zh: '上报企业数与台账企业数之比', en: 'enterprises returned against registered' },
  formula: {
    zh: '该地最近一次汇总报表上报的企业数 ÷ 报表当日台账中该地的在册企业数',
    en: 'enterprises in the latest aggregate return of the place ÷ active enterprises in the register there on the day of the return',
  },
  numerator: {
    name: { zh: '上报企业数', en: 'enterprises returned' },
    counts: 'enterprises',
    column: 'returned_enterprise_count',
  },
  denominator: {
    name: { zh: '台账在册企业数', en: 'enterprises registered' },
    counts: 'enterprises',
    column: 'registered_enterprise_count',
  },
  unit: 'quotient',
  better: 'neither',
  shape: 'ratio',
  time: 'stock',
  definition: {
    id: 'returned_against_registered_enterprises',
    version: 1,
    since: '2026-11-01',
    notes: {
      zh: '数据准：等于 1 时两者一致，大于 1 为台账漏登或报表多报，小于 1 相反；两个数取同一天（报表日），沿用到下一次报表；只在该地当日既有报表又有台账企业时才有，只看该地自己的报表，不汇总下级。',
      en: 'Data quality: 1 when both agree, above 1 when the register misses enterprises or the return has too many, below 1 the other way round. Both counts are of the day of the return and stand until the next one. Only where the place returned counts and the register knew an enterprise on that day; returns of places beneath are not added up.',
    },
    source: {
      zh: '对统计数据「数据准」的要求：报表与台账相互核对',
      en: 'the demand that figures be accurate: returns and registers are held against each other',
    },
  },
  disclosure: 'public',
  mart: 'return_quality',
  source: 'source',
  scopes: ['region', 'park'],
};
