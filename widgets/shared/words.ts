import type { Counts, FigureState, Target, TargetState, TargetStatus } from './answer.ts';
import { type Language, say } from './language.ts';
import { percentText, targetText } from './numbers.ts';

/** Words that every widget shares. */

type Words = readonly [zh: string, en: string];

const STATES: Readonly<Record<string, Words>> = {
  SUPPRESSED: ['数据量过小，不予公布', 'too few, not published'],
  NOT_APPLICABLE: ['不适用', 'not applicable'],
  NOT_REPORTED: ['未报送', 'not reported'],
  RESTRICTED: ['受限，不公开', 'restricted'],
};

const STATUSES: Readonly<Record<TargetState, Words>> = {
  MET: ['已达标', 'met'],
  ON_TRACK: ['符合序时', 'on track'],
  BEHIND: ['落后序时', 'behind'],
  FAR_BEHIND: ['严重落后', 'far behind'],
  UNDEFINED: ['未定义', 'not defined'],
  NOT_APPLICABLE: ['不适用', 'not applicable'],
};

/** What stands in the place of a figure that has no number; undefined when it has one. */
export function stateText(state: FigureState, language: Language): string | undefined {
  const words = STATES[state];
  return words && say(language, ...words);
}

/** The percentage of a figure, or the words of its state. Zero is `0.00%`. */
export function figureText(figure: Counts, language: Language, target?: Target | null): string {
  const words = stateText(figure.state, language);
  return words ?? percentText(figure.numerator ?? 0, figure.denominator || 1, target);
}

/** Where a figure stands against its target. Without a path to be behind of, it has simply not met it. */
export function statusText(
  { status, pathValue }: Pick<TargetStatus, 'status' | 'pathValue'>,
  language: Language,
): string {
  if (pathValue === null && /BEHIND/.test(status)) return say(language, '未达标', 'not met');
  return say(language, ...STATUSES[status]);
}

const COMPARISONS: Readonly<Record<Target['comparison'], Words>> = {
  GREATER_THAN: ['超过', 'above '],
  AT_LEAST: ['达到', 'at least '],
  LESS_THAN: ['低于', 'below '],
  AT_MOST: ['不超过', 'at most '],
};

/** `超过85%` or `达到85%`: the comparison is part of the target. */
export function goalText(
  target: Pick<Target, 'comparison' | 'targetValue'>,
  language: Language,
  { valueText }: { readonly valueText?: (value: number) => string } = {},
): string {
  const value = valueText ? valueText(target.targetValue) : targetText(target as Target);
  return say(language, ...COMPARISONS[target.comparison]) + value;
}
