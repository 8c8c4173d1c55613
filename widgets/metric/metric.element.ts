import { drawTrend } from '../shared/drawing.ts';
import { FigureElement, type FigureKind } from '../shared/figure-element.ts';

/**
 * Any metric of the catalogue that has one figure, as a number with its months; `view="number"` leaves the months out.
 *
 * @tag union-metric
 */
export class UnionMetric extends FigureElement {
  static override kind: FigureKind = {
    document: 'metric',
    takes: ['metric', 'asOf', 'period', 'ofKind'],
    drawings: { months: drawTrend },
  };
}
