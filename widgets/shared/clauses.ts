import type { Counts, TargetStatus } from './answer.ts';
import { type Language, say } from './language.ts';
import { countText, pointsText } from './numbers.ts';
import { figureText, goalText } from './words.ts';

/** Parts of sentences that several widgets need. */

/** `363 / 463` with the unit after the whole, or `–` when the figure has no numbers. */
export function fractionText(figure: Counts, write: WriteAmount = countText): string {
  return figure.numerator === null || figure.denominator === null
    ? '–'
    : `${countText(figure.numerator)} / ${write(figure.denominator)}`;
}

/** Writes a count with its unit: `31家`, `1.20万元`. */
export type WriteAmount = (count: number) => string;

/** How many more are needed, `还差31家`; empty when nothing is missing or nothing can be said. */
export function needText(target: TargetStatus | null | undefined, write: WriteAmount, language: Language): string {
  if (!target?.need) return '';
  return say(language, `还差${write(target.need)}`, `${write(target.need)} more`);
}

/** `，低于“超过85%”的目标6.57个百分点，还差31家`; empty without a target or without a number. */
export function targetClause(
  figure: Counts & { readonly target?: TargetStatus | null },
  write: WriteAmount,
  language: Language,
): string {
  if (!figure.target || figure.value === null) return '';
  const { target, need, status } = figure.target;
  const text = figureText(figure, language, target);
  const points = pointsText(text, target);
  const goal = goalText(target, language);
  if (status === 'MET') {
    return say(language, `，高出“${goal}”的目标${points}个百分点`, `, ${points} points past the target (${goal})`);
  }
  const gap = say(
    language,
    Number(points) ? `，比“${goal}”的目标低${points}个百分点` : `，恰在目标线上，未达到“${goal}”`,
    Number(points) ? `, ${points} points short of the target (${goal})` : `, on the line but not ${goal}`,
  );
  if (!need) return gap;
  return gap + say(language, `，还差${write(need)}`, `; ${write(need)} more needed`);
}
