import { type Draw, drawLabels, path } from '../shared/drawing.ts';
import { layoutMovement } from './movement.layout.ts';
import type { MovementTable } from './star-distribution.model.ts';

export const drawMovement: Draw = (table, box) => {
  const layout = layoutMovement(table as MovementTable, box);
  return {
    ...layout,
    draw: (lit, h) => [
      ...(['same', 'raised', 'lowered'] as const).map((kind) => path(h, `ribbon ${kind}`, layout.ribbons[kind])),
      path(h, 'outline', layout.stops[lit]?.ribbon ?? ''),
      path(h, 'node', layout.nodes),
      ...drawLabels(h, layout),
    ],
  };
};
