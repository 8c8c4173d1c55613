import { drawTrend } from '../shared/drawing.ts';
import { FigureElement, type FigureKind } from '../shared/figure-element.ts';

/**
 * One target: value, path today, gap, need, what is to be expected at its end with its likely range, and the status.
 *
 * @tag union-target
 */
export class UnionTarget extends FigureElement {
  static override kind: FigureKind = {
    document: 'target',
    takes: ['metric'],
    drawings: { path: drawTrend },
  };
}
