import { svg } from 'lit';
import { type Drawing, drawLabels } from '../shared/drawing.ts';
import type { MovementLayout } from './movement.layout.ts';

export function drawMovement(layout: MovementLayout): Drawing {
  const { width, height, stops } = layout;
  return {
    width,
    height,
    stops,
    draw: (lit) => svg`
      ${(['same', 'raised', 'lowered'] as const).map(
        (kind) => svg`<path class="ribbon ${kind}" d=${layout.ribbons[kind]}/>`,
      )}
      <path class="outline" d=${stops[lit]?.ribbon ?? ''}/>
      <path class="node" d=${layout.nodes}/>
      ${layout.swatches.map(({ x, y, kind }) => svg`<rect class=${kind} x=${x} y=${y} width="10" height="10"/>`)}
      ${drawLabels(layout.labels)}`,
  };
}
