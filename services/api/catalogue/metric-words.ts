import type { Counted, Metric, ScopeKind, Unit, Words } from '@union/schema/metrics/metric.ts';

export const UNITS: Readonly<Record<Unit, Words>> = {
  share: { zh: '百分比（0 至 1）', en: 'share, 0 to 1' },
  completion: { zh: '完成率，可大于 100%', en: 'completion, may pass 100 %' },
  quotient: { zh: '比值，可大于 1', en: 'quotient, may pass 1' },
  average: { zh: '平均数', en: 'average' },
  count: { zh: '数量', en: 'count' },
  days: { zh: '天', en: 'days a case' },
  cents: { zh: '元（以分计）', en: 'yuan a case, kept in hundredths' },
  score_hundredths: { zh: '分（以百分之一分计）', en: 'points a case, kept in hundredths' },
};

export const DIRECTIONS: Readonly<Record<Metric['better'], Words>> = {
  higher: { zh: '越高越好', en: 'higher is better' },
  lower: { zh: '越低越好', en: 'lower is better' },
  neither: { zh: '不分好坏', en: 'neither is better' },
};

export const DISCLOSURES: Readonly<Record<Metric['disclosure'], { readonly name: Words; readonly note: Words }>> = {
  public: {
    name: { zh: '公开', en: 'public' },
    note: { zh: '汇总数，对任何人公布。', en: 'Aggregates, published to anyone.' },
  },
  household: {
    name: { zh: '困难职工户保护', en: 'households protected' },
    note: {
      zh: '少于 5 户的单元格不公布，并另隐去一格，使其不能相减得出。',
      en: 'Cells of fewer than 5 households are suppressed, and a second one with them, so that subtraction gives nothing away.',
    },
  },
};

export const TIMES: Readonly<Record<Metric['time'], Words>> = {
  stock: { zh: '时点：某日的状况', en: 'true on its day' },
  flow: { zh: '期间：截至某日的累计', en: 'summed over a period that ends on its day' },
};

export const SCOPES: Readonly<Record<ScopeKind, Words>> = {
  region: { zh: '地区', en: 'regions' },
  park: { zh: '园区', en: 'parks' },
  federation: { zh: '总工会', en: 'federations' },
  union: { zh: '工会', en: 'unions' },
};

export const STATES: Readonly<Record<string, Words>> = {
  reported: { zh: '已报', en: 'reported' },
  zero: { zh: '为零', en: 'zero' },
  suppressed: { zh: '不予公布', en: 'suppressed' },
  not_applicable: { zh: '不适用', en: 'not applicable' },
};

export const PERIODS: Readonly<Record<string, Words>> = {
  day: { zh: '当日', en: 'on the day' },
  month: { zh: '当月', en: 'the month' },
  quarter: { zh: '当季', en: 'the quarter' },
  calendar_year: { zh: '自然年累计', en: 'the calendar year so far' },
  union_year: { zh: '工会年度累计', en: 'the union year so far' },
};

/** What is said beside a count that is kept in hundredths. */
export const COUNTED: Readonly<Partial<Record<Counted, Words>>> = {
  cents: { zh: '（元）', en: ' (yuan)' },
  score_hundredths: { zh: '（分）', en: ' (points)' },
};

/** One side of a fraction as people read it: hundredths of a yuan or a point as yuan and points. */
export function shownCount(count: number | null, counts: Counted): string {
  if (count === null) return '–';
  const isHundredths = counts === 'cents' || counts === 'score_hundredths';
  return (isHundredths ? count / 100 : count).toLocaleString('zh-CN', { maximumFractionDigits: 2 });
}

/** A value as people read it: a percentage, yuan, points, or a number. */
export function shownValue(value: number | null, unit: Unit): string {
  if (value === null) return '–';
  const number = (digits: number, of = value) => of.toLocaleString('zh-CN', { maximumFractionDigits: digits });
  switch (unit) {
    case 'share':
    case 'completion':
      return `${(value * 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}%`;
    case 'cents':
    case 'score_hundredths':
      return number(2, value / 100);
    case 'count':
      return number(0);
    default:
      return number(4);
  }
}
