import { drawBars } from '../shared/drawing.ts';
import { FigureElement, type FigureKind } from '../shared/figure-element.ts';
import { drawMovement } from './movement.drawing.ts';

/**
 * Star-rated unions of a scope by level, with both shares, and how they moved between the last two rounds.
 *
 * @tag union-star-distribution
 */
export class UnionStarDistribution extends FigureElement {
  static override kind: FigureKind = {
    document: 'star-distribution',
    takes: ['asOf'],
    drawings: { levels: drawBars, movement: drawMovement },
  };
}
