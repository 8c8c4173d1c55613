import type { Counts, Metric, Target } from './answer.ts';
import { type Language, say } from './language.ts';
import { countText, moneyText, yuanText } from './numbers.ts';
import type { Axis } from './table.ts';
import { figureText, stateText } from './words.ts';

/** How the values of one metric are written: shares, quotients, counts, days and money. */
export type Measure = {
  readonly name: string;
  /** False for all that has no percent sign; such drawings have an axis of their own. */
  readonly isShare: boolean;
  /** The value, or the words of its state. */
  readonly text: (figure: Counts, target?: Target | null) => string;
  /** A bare value, such as that of a target. */
  readonly valueText: (value: number) => string;
  /** How an axis with values up to `most` is written. */
  readonly axis: (most: number) => Axis;
  /** So many of what the numerator counts: `31家`. */
  readonly amount: (count: number) => string;
  /** `363 / 463家`; empty where there is no denominator or no number. */
  readonly fraction: (figure: Counts) => string;
};

const UNITS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  AGREEMENTS: ['份', ''],
  DAYS: ['天', ' days'],
  GRANTS: ['笔', ''],
  HOUSEHOLDS: ['户', ''],
  MEMBERS: ['人', ''],
  WORKERS: ['人', ''],
  ENTRANTS: ['人', ''],
  OFFERS: ['份', ''],
  PROPOSALS: ['件', ''],
  VISITS: ['次', ''],
  PARKS: ['个', ''],
  SITES: ['个', ''],
  ENTERPRISES: ['家', ''],
  UNIONS: ['家', ''],
};

/** How values of `metric` are written in `language`. */
export function measureOf(metric: Metric, language: Language): Measure {
  const { unit = 'SHARE', numeratorCounts = '', denominatorCounts } = metric;
  const isShare = /SHARE|COMPLETION/.test(unit);
  const unitText = (what: string | null | undefined) => say(language, ...(UNITS[what ?? ''] ?? (['', ''] as const)));
  const write = (count: number, what: string | null | undefined) =>
    what === 'CENTS'
      ? moneyText(count, language)
      : what === 'SCORE_HUNDREDTHS'
        ? yuanText(count)
        : countText(count) + unitText(what);
  const valueText = (value: number) =>
    isShare
      ? `${Number((value * 100).toFixed(2))}%`
      : unit === 'COUNT' || unit === 'CENTS' || unit === 'SCORE_HUNDREDTHS'
        ? write(Math.round(value), unit === 'COUNT' ? numeratorCounts : unit)
        : yuanText(Math.round(value * 100)) + (unit === 'DAYS' ? say(language, '天', ' days') : '');
  return {
    name: say(language, metric.name, metric.nameEn),
    isShare,
    valueText,
    axis: (most) =>
      unit === 'CENTS'
        ? language === 'zh-CN' && most >= 1_000_000
          ? [1_000_000, '万元']
          : [100, say(language, '元', ' yuan')]
        : unit === 'SCORE_HUNDREDTHS'
          ? [100, '']
          : [1, unit === 'DAYS' ? say(language, '天', ' days') : unit === 'COUNT' ? unitText(numeratorCounts) : ''],
    text: (figure, target) =>
      isShare
        ? figureText(figure, language, target)
        : (stateText(figure.state, language) ??
          (figure.isApproximate && figure.value ? say(language, '约', 'about ') : '') + valueText(figure.value ?? 0)),
    amount: (count) => write(count, numeratorCounts),
    fraction: ({ numerator, denominator }) =>
      numerator === null || denominator === null || !denominatorCounts
        ? ''
        : `${denominatorCounts === numeratorCounts && numeratorCounts !== 'CENTS' ? countText(numerator) : write(numerator, numeratorCounts)} / ${write(denominator, denominatorCounts)}`,
  };
}
