import { FigureElement } from '../shared/figure-element.ts';
import { assistanceShareKind } from './assistance-share.figures.ts';

/**
 * The share of assistance money that reached frontline workers and workers in hardship, by place and by month, with
 * what is unclassified apart, and the two spending shares.
 *
 * @tag union-assistance-share
 */
export class UnionAssistanceShare extends FigureElement {
  static override kind = assistanceShareKind;
}
