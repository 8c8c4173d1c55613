import { svg } from 'lit/html.js';
import { type Draw, drawLabels, drawSwatches } from '../shared/drawing.ts';
import { layoutMovement } from './movement.layout.ts';
import type { MovementTable } from './star-distribution.model.ts';

export const drawMovement: Draw = (table, box) => {
  const layout = layoutMovement(table as MovementTable, box);
  return {
    ...layout,
    draw: (lit) => svg`
      ${(['same', 'raised', 'lowered'] as const).map(
        (kind) => svg`<path class="ribbon ${kind}" d=${layout.ribbons[kind]}/>`,
      )}
      <path class="outline" d=${layout.stops[lit]?.ribbon ?? ''}/>
      <path class="node" d=${layout.nodes}/>
      ${drawSwatches(layout.swatches)}
      ${drawLabels(layout.labels)}`,
  };
};
