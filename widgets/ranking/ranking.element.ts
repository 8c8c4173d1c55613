import { drawBars } from '../shared/drawing.ts';
import { FigureElement, type FigureKind } from '../shared/figure-element.ts';

/**
 * Scopes of one kind, best first: rank with ties, change since last month, distance to the target, among their peers.
 *
 * @tag union-ranking
 */
export class UnionRanking extends FigureElement {
  static override kind: FigureKind = {
    document: 'ranking',
    takes: ['metric', 'kind', 'asOf', 'period', 'ofKind'],
    drawings: { ranks: drawBars },
  };
}
