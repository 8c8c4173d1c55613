import { FigureElement } from '../shared/figure-element.ts';
import { parkCoverageKind } from './park-coverage.figures.ts';

/**
 * Union coverage: both rates of a scope against their target, of every park in it, and by month.
 *
 * @tag union-park-coverage
 */
export class UnionParkCoverage extends FigureElement {
  static override kind = parkCoverageKind;
}
