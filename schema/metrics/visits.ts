import type { Metric, Words } from './metric.ts';

const rounding: Words = {
  zh: '户数取整到 5 的倍数后相除；不足 20 户、或只有 1 至 4 户的不公布；只按月末公布',
  en: 'counts are rounded to multiples of 5 before they are divided; fewer than 20 files, or 1 to 4 of them counted, are not shown; published at month ends alone',
};

const files = { zh: '整个时段都在档的困难职工户', en: 'files open for the whole window' };

type VisitRule = {
  readonly id: string;
  readonly kind: string;
  readonly name: Words;
  /** The window, as part of a sentence. */
  readonly window: Words;
  readonly source: Words;
};

/** A share of files that were visited in a window; one rule is never merged with another. */
function visitRate({ id, kind, name, window, source }: VisitRule): Metric {
  return {
    id,
    name,
    formula: {
      zh: `${window.zh}内至少走访一次的困难职工户 ÷ 整个时段都在档的困难职工户`,
      en: `hardship files with at least one visit in ${window.en} ÷ files open for the whole of it`,
    },
    numerator: {
      name: { zh: '其中走访过的户', en: 'those visited in the window' },
      counts: 'households',
      column: 'counted_count',
    },
    denominator: { name: files, counts: 'households', column: 'file_count' },
    unit: 'share',
    better: 'higher',
    shape: 'ratio',
    time: 'stock',
    grain: 'month',
    definition: {
      id,
      version: 1,
      since: '2026-11-21',
      notes: {
        zh: `只算本项走访，其他走访不算；时段内建档或脱困的户不在分母；按建档的总工会计入；${rounding.zh}。`,
        en: `Visits of this programme alone; files opened or closed within the window are in neither part; counted where the file is kept; ${rounding.en}.`,
      },
      source,
    },
    disclosure: 'household',
    mart: 'household_visit',
    kind,
    scopes: ['region', 'federation'],
  };
}

const twoMonthSource: Words = {
  zh: '县里的要求：每两个月至少走访一次',
  en: 'the county programme: a visit at least every two months',
};
const quarterSource: Words = {
  zh: '市里的“季季访”：每季度走访一次，具体要求未见原文',
  en: 'the city programme of a visit every quarter; its exact rule was not seen',
};

export const householdVisitTwoMonthRate = visitRate({
  id: 'household_visit_two_month_rate',
  kind: 'two_month',
  name: { zh: '两月一访到位率', en: 'files visited every two months' },
  window: {
    zh: '固定两个月（1–2 月至 11–12 月）',
    en: 'a fixed window of two months (January and February to November and December)',
  },
  source: twoMonthSource,
});

export const householdVisitTwoMonthRollingRate = visitRate({
  id: 'household_visit_two_month_rolling_rate',
  kind: 'two_month_rolling',
  name: { zh: '两月一访到位率（滚动）', en: 'files visited every two months, rolling' },
  window: { zh: '月末往前 61 天', en: 'the 61 days to the month end' },
  source: twoMonthSource,
});

export const householdVisitQuarterlyRate = visitRate({
  id: 'household_visit_quarterly_rate',
  kind: 'quarterly',
  name: { zh: '季季访到位率', en: 'files visited every quarter' },
  window: { zh: '日历季度', en: 'a calendar quarter' },
  source: quarterSource,
});

export const householdVisitQuarterlyRollingRate = visitRate({
  id: 'household_visit_quarterly_rolling_rate',
  kind: 'quarterly_rolling',
  name: { zh: '季季访到位率（滚动）', en: 'files visited every quarter, rolling' },
  window: { zh: '月末往前 92 天', en: 'the 92 days to the month end' },
  source: quarterSource,
});

export const householdUnvisitedShare: Metric = {
  id: 'household_unvisited_share',
  name: { zh: '从未走访的困难职工户比例', en: 'files without a visit' },
  formula: {
    zh: '建档以来没有任何走访记录的困难职工户 ÷ 在档困难职工户',
    en: 'hardship files that no visit of any programme is known of ÷ files open on the day',
  },
  numerator: {
    name: { zh: '从未走访的户', en: 'files without a visit' },
    counts: 'households',
    column: 'counted_count',
  },
  denominator: { name: { zh: '在档困难职工户', en: 'files open' }, counts: 'households', column: 'file_count' },
  unit: 'share',
  better: 'lower',
  shape: 'ratio',
  time: 'stock',
  grain: 'month',
  definition: {
    id: 'household_unvisited_share',
    version: 1,
    since: '2026-11-21',
    notes: {
      zh: `两月一访、季季访、节日慰问都算走访；按建档的总工会计入；${rounding.zh}。`,
      en: `Visits of every programme count; counted where the file is kept; ${rounding.en}.`,
    },
    source: { zh: '「救助力度、频度不够」', en: 'the complaint that assistance is too weak and too rare' },
  },
  disclosure: 'household',
  mart: 'household_visit',
  kind: 'unvisited',
  scopes: ['region', 'federation'],
};
