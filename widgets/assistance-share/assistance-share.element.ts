import { drawBars, drawTrend } from '../shared/drawing.ts';
import { FigureElement, type FigureKind } from '../shared/figure-element.ts';

/**
 * The share of assistance money that reached frontline workers and workers in hardship, by place and by month, with
 * what is unclassified apart, and the two spending shares.
 *
 * @tag union-assistance-share
 */
export class UnionAssistanceShare extends FigureElement {
  static override kind: FigureKind = {
    document: 'assistance-share',
    takes: ['asOf'],
    drawings: { places: drawBars, months: drawTrend },
  };
}
