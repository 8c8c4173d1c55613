import { FigureElement } from '../shared/figure-element.ts';
import { starDistributionKind } from './star-distribution.figures.ts';

/**
 * Star-rated unions of a scope by level, with both shares, and how they moved between the last two rounds.
 *
 * @tag union-star-distribution
 */
export class UnionStarDistribution extends FigureElement {
  static override kind = starDistributionKind;
}
