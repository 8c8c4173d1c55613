import { drawBars, drawTrend } from '../shared/drawing.ts';
import { FigureElement, type FigureKind } from '../shared/figure-element.ts';

/**
 * Union coverage: both rates of a scope against their target, of every park in it, and by month.
 *
 * @tag union-park-coverage
 */
export class UnionParkCoverage extends FigureElement {
  static override kind: FigureKind = {
    document: 'park-coverage',
    takes: ['asOf'],
    drawings: { parks: drawBars, months: drawTrend },
  };
}
