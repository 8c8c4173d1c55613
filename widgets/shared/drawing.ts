import { type SVGTemplateResult, svg } from 'lit/html.js';
import type { TargetState } from './answer.ts';
import { layoutBars } from './bars.layout.ts';
import { type Box, type Label, rect, type Stop, type Swatch } from './geometry.ts';
import type { Language } from './language.ts';
import { statusClass } from './page.ts';
import type { Table } from './table.ts';
import { layoutTrend } from './trend.layout.ts';

/** Something drawn over a table: its size, where one can stop, and the marks with one stop lit up. */
export type Drawing = {
  readonly width: number;
  readonly height: number;
  readonly stops: readonly Stop[];
  /** @param lit index of the stop to light up; -1 for none. */
  readonly draw: (lit: number) => SVGTemplateResult;
};

/** Draws `table` into `box`. */
export type Draw = (table: Table, box: Box, language: Language) => Drawing;

export function drawLabels(labels: readonly Label[]): unknown {
  return labels.map(
    ({ x, y, text, anchor, role, isLight }) =>
      svg`<text x=${x} y=${y} text-anchor=${anchor ?? 'start'} class=${(role ?? '') + (isLight ? ' light' : '')}>${text}</text>`,
  );
}

/** Squares, or with `lines` a stroke for each series; a target is always a stroke. */
export function drawSwatches(swatches: readonly Swatch[], lines = false): unknown {
  return swatches.map(({ x, y, mark }) => {
    const isSeries = typeof mark === 'number';
    return mark === 'target' || (lines && isSeries)
      ? svg`<path class="line ${isSeries ? `s${mark}` : mark}" d="M${x} ${y + 5}h11"/>`
      : svg`<path class=${isSeries ? `bar s${mark}` : mark} d=${rect(x, y, 10, 10)}/>`;
  });
}

/** The shape of a status around its point: circle, diamond, triangle, square; a dash where nothing applies. */
const SHAPES: Readonly<Record<string, string>> = {
  MET: 'm-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0',
  ON_TRACK: 'm0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5z',
  BEHIND: 'm0-5l5.5 9.5h-11z',
  FAR_BEHIND: 'm-4.5-4.5h9v9h-9z',
  UNDEFINED: 'm0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5zm0 2.2l-3.3 3.3l3.3 3.3l3.3-3.3z',
  NOT_APPLICABLE: 'm-4-.7h8v1.4h-8z',
};

/** The shape of a status with its centre at x, y. */
export function drawStatus({ x, y, status }: { x: number; y: number; status: TargetState }): SVGTemplateResult {
  return svg`<path class=${statusClass(status)} d="M${x} ${y}${SHAPES[status]}"/>`;
}

const HATCH = svg`<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V5"/></pattern>`;

export const drawBars: Draw = (table, box, language) => {
  const layout = layoutBars(table, box, language);
  return {
    ...layout,
    draw: (lit) => {
      const stop = layout.stops[lit];
      return svg`${HATCH}
        <path class="lit" d=${stop ? rect(stop.x, stop.y, stop.width, stop.height) : ''}/>
        <path class="grid" d=${layout.rules}/>
        <path class="lane" d=${layout.lanes}/>
        ${layout.bars.map((bar, index) => svg`<path class="bar s${index}" d=${bar}/>`)}
        <path class="band" d=${layout.bands}/>
        <path class="line target" d=${layout.targets}/>
        ${drawSwatches(layout.swatches)}
        ${layout.marks.map(
          ({ x, y, status, text }) =>
            svg`${drawStatus({ x: x + 6, y, status })}<text x=${x + 18} y=${y + 4}>${text}</text>`,
        )}
        ${drawLabels(layout.labels)}`;
    },
  };
};

export const drawTrend: Draw = (table, box, language) => {
  const layout = layoutTrend(table, box, language);
  return {
    ...layout,
    draw: (lit) => {
      const [x, ...ys] = layout.points[lit] ?? [];
      const { y, height } = layout.stops[0] ?? { y: 0, height: 0 };
      return svg`${HATCH}
        <path class="grid" d=${layout.grid}/>
        <path class="band" d=${layout.bands}/>
        <path class="line target" d=${layout.targets}/>
        <path class="cross" d=${x === undefined ? '' : `M${x} ${y}v${height}`}/>
        ${layout.lines.map((line, index) => svg`<path class="line s${index}" d=${line}/>`)}
        ${layout.ends.map((end) => svg`<circle class="end s${end.series}" cx=${end.x} cy=${end.y} r="4"/>`)}
        ${ys.map((cy, index) => cy !== null && svg`<circle class="end s${index}" cx=${x} cy=${cy} r="5"/>`)}
        ${drawSwatches(layout.swatches, true)}
        ${drawLabels(layout.labels)}`;
    },
  };
};
