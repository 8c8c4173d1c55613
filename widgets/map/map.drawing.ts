import { type Draw, drawLabels, drawStatus, path } from '../shared/drawing.ts';
import { rect } from '../shared/geometry.ts';
import { layoutTiles } from './tiles.layout.ts';

export const drawTiles: Draw = (table, box) => {
  const layout = layoutTiles(table, box);
  return {
    ...layout,
    draw: (lit, h) => {
      const stop = layout.stops[lit];
      return [
        ...layout.tiles.map((tile) => path(h, `tile ${tile.mark}`, tile.path)),
        path(h, 'under', layout.unders),
        ...layout.marks.map((mark) => drawStatus(h, mark)),
        ...drawLabels(h, layout),
        stop && path(h, 'outline', rect(stop.x, stop.y, stop.width, stop.height)),
      ];
    },
  };
};
