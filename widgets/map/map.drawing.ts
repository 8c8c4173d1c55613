import { svg } from 'lit/html.js';
import { type Draw, drawLabels, drawStatus, drawSwatches } from '../shared/drawing.ts';
import { rect } from '../shared/geometry.ts';
import { layoutTiles } from './tiles.layout.ts';

export const drawTiles: Draw = (table, box, language) => {
  const layout = layoutTiles(table, box, language);
  return {
    ...layout,
    draw: (lit) => {
      const stop = layout.stops[lit];
      return svg`${layout.tiles.map(({ mark, path }) => svg`<path class="tile ${mark}" d=${path}/>`)}
        ${layout.marks.map(({ x, y }) => svg`<circle class="under" cx=${x} cy=${y} r="9"/>`)}
        ${layout.marks.map(drawStatus)}
        ${drawSwatches(layout.swatches)}
        ${drawLabels(layout.labels)}
        <path class="outline" d=${stop ? rect(stop.x, stop.y, stop.width, stop.height) : ''}/>`;
    },
  };
};
