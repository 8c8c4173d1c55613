import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Target as AnswerTarget, FigureState } from '@union/widgets/shared/answer.ts';
import { type Measure, measureOf } from '@union/widgets/shared/measure.ts';
import { dayText, MINUS, percentText, pointsText as pointsBetween } from '@union/widgets/shared/numbers.ts';
import type { FigureFacts, Standing } from '../facts.ts';
import type { BriefingLanguage } from '../template/template.ts';

/** How the values of a metric are written: as the widgets write them. */
export function measureFor(metric: Metric, language: BriefingLanguage): Measure {
  return measureOf(
    {
      ...{ id: metric.id, name: metric.name.zh, nameEn: metric.name.en },
      ...{ formula: metric.formula.zh, formulaEn: metric.formula.en },
      unit: metric.unit.toUpperCase() as Uppercase<Metric['unit']>,
      numeratorCounts: metric.numerator.counts.toUpperCase(),
      denominatorCounts: metric.denominator?.counts.toUpperCase() ?? null,
      definition: { id: metric.definition.id, version: metric.definition.version, notes: null, notesEn: null },
    },
    language,
  );
}

type Counted = Pick<FigureFacts | Standing, 'numerator' | 'denominator' | 'value' | 'state' | 'isApproximate'>;

const countsOf = ({ numerator, denominator, value, state, isApproximate }: Counted) => ({
  ...{ numerator, denominator, value, isApproximate },
  state: state.toUpperCase() as FigureState,
});

/** The value with its unit; near the target with as many decimals as show on which side of it. */
export function valueText(measure: Measure, figure: Counted, target?: Pick<Standing, 'targetValue'>): string {
  return measure.text(countsOf(figure), target as AnswerTarget | undefined);
}

/** `363 / 463家`; empty where there is no denominator. */
export function fractionText(measure: Measure, figure: Counted): string {
  return measure.fraction(countsOf(figure));
}

/** A share as a percentage with two decimals. */
export function shareText(share: number): string {
  return `${signed((share * 100).toFixed(2))}%`;
}

/** A completion; one that is not met is never written as whole. */
export function completionText(completion: number, isMet: boolean): string {
  const text = shareText(completion);
  return !isMet && Number.parseFloat(text) === 100 && completion !== 1
    ? `${signed((completion * 100).toFixed(4))}%`
    : text;
}

/** Percentage points with two decimals; with four where two would show none. */
export function pointsText(points: number, sign = false): string {
  const size = Math.abs(points);
  const digits = size > 0 && size.toFixed(2) === '0.00' ? size.toFixed(4) : size.toFixed(2);
  const isNothing = Number(digits) === 0;
  return `${!sign || isNothing ? '' : points < 0 ? MINUS : '+'}${digits}`;
}

/**
 * The distance to the path as it stands beside the value and the path: of shares the distance of the percentages that are
 * printed, as elements and panels write it, so that what is read aloud adds up.
 */
export function gapText(measure: Measure, standing: Standing, sign = false): string {
  const { numerator, denominator, pathValue, gapToPath } = standing;
  const exact = pointsText(gapToPath ?? 0, sign);
  if (!measure.isShare || numerator === null || !denominator || pathValue === null || gapToPath === null) return exact;
  const shown = percentText(numerator, denominator, standing as unknown as AnswerTarget);
  const between = pointsText(
    Number(pointsBetween(shown, { targetValue: pathValue } as AnswerTarget)) * Math.sign(gapToPath),
    sign,
  );
  return Number(between.replace(MINUS, '-')) === 0 ? exact : between;
}

function signed(text: string): string {
  return text.replace('-', MINUS);
}

export { dayText };
