import { drawTrend } from '../shared/drawing.ts';
import { FigureElement, type FigureKind } from '../shared/figure-element.ts';
import { readTarget } from './target.answer.ts';
import { target } from './target.model.ts';

/**
 * One target: value, path today, gap, need, what is to be expected at its end with its likely range, and the status.
 *
 * @tag union-target
 */
export class UnionTarget extends FigureElement {
  static override kind: FigureKind = {
    document: 'target',
    takes: ['metric'],
    read: (envelope, language) => target(readTarget(envelope), language),
    drawings: { path: drawTrend },
  };
}
