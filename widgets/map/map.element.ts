import { FigureElement, type FigureKind } from '../shared/figure-element.ts';
import { drawTiles } from './map.drawing.ts';

/**
 * Regions of one level as tiles: no outline and no download, only names, figures and statuses.
 *
 * @tag union-map
 */
export class UnionMap extends FigureElement {
  static override kind: FigureKind = {
    document: 'map',
    takes: ['metric', 'kind', 'asOf', 'period', 'ofKind'],
    drawings: { tiles: drawTiles },
  };
}
