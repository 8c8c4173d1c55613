import { type SVGTemplateResult, svg } from 'lit';
import type { BarsLayout } from './bars.layout.ts';
import type { Label, Stop, Swatch } from './geometry.ts';
import { px, rect } from './geometry.ts';
import type { TrendLayout } from './trend.layout.ts';

/** Something drawn over a table: its size, where one can stop, and the marks with one stop lit up. */
export type Drawing = {
  readonly width: number;
  readonly height: number;
  readonly stops: readonly Stop[];
  /** @param lit index of the stop to light up, -1 for none. */
  readonly draw: (lit: number) => SVGTemplateResult;
};

export function drawLabels(labels: readonly Label[]): readonly SVGTemplateResult[] {
  return labels.map(
    ({ x, y, text, anchor, role }) =>
      svg`<text x=${x} y=${y} text-anchor=${anchor ?? 'start'} class=${role ?? ''}>${text}</text>`,
  );
}

function drawSwatches(swatches: readonly Swatch[], asLine: boolean): readonly SVGTemplateResult[] {
  return swatches.map(({ x, y, series }) => {
    const [middle, end] = [y + 5, x + 11];
    if (series === 'target') return svg`<path class="target" d="M${x} ${middle}H${end}"/>`;
    if (series === 'band') return svg`<rect class="band" x=${x} y=${y} width="10" height="10"/>`;
    return asLine
      ? svg`<path class="line s${series}" d="M${x} ${middle}H${end}"/>`
      : svg`<rect class="bar s${series}" x=${x} y=${y} width="10" height="10"/>`;
  });
}

/** The shape of a status around (x, y): circle, diamond, triangle, square; a dash where nothing applies. */
const SHAPES: Readonly<Record<string, string>> = {
  MET: 'm-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0',
  ON_TRACK: 'm0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z',
  BEHIND: 'm0 -5l5.5 9.5h-11z',
  FAR_BEHIND: 'm-4.5 -4.5h9v9h-9z',
  NOT_APPLICABLE: 'm-4 -.7h8v1.4h-8z',
};

const HATCH = svg`<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"
  ><path class="hatch" d="M0 0V5"/></pattern>`;

export function drawBars(layout: BarsLayout): Drawing {
  const { width, height, stops } = layout;
  return {
    width,
    height,
    stops,
    draw: (lit) => {
      const stop = stops[lit];
      return svg`${HATCH}
        ${stop ? svg`<path class="lit" d=${rect(stop.x, stop.y, stop.width, stop.height)}/>` : ''}
        <path class="rule" d=${layout.rules}/>
        <path class="lane" d=${layout.lanes}/>
        ${layout.bars.map((bar, index) => svg`<path class="bar s${index}" d=${bar}/>`)}
        <path class="band" d=${layout.bands}/>
        ${layout.targets.map(({ x, y1, y2 }) => svg`<path class="target" d="M${x} ${y1}V${y2}"/>`)}
        ${drawSwatches(layout.swatches, false)}
        ${layout.marks.map(
          ({ x, y, status, word }) =>
            svg`<path class=${status.toLowerCase().replace('_', '-')} d="M${x + 6} ${y}${SHAPES[status]}"/>
              <text x=${x + 18} y=${y + 4}>${word}</text>`,
        )}
        ${drawLabels(layout.labels)}`;
    },
  };
}

export function drawTrend(layout: TrendLayout): Drawing {
  const { width, height, stops } = layout;
  return {
    width,
    height,
    stops,
    draw: (lit) => {
      const stop = stops[lit];
      const [x, ...ys] = layout.points[lit] ?? [];
      return svg`${HATCH}
        <path class="grid" d=${layout.grid}/>
        <path class="band" d=${layout.bands}/>
        ${layout.targets.map(({ y, x1, x2 }) => svg`<path class="target" d="M${x1} ${y}H${x2}"/>`)}
        ${stop && x != null ? svg`<path class="cross" d="M${x} ${stop.y}v${stop.height}"/>` : ''}
        ${layout.lines.map((line, index) => svg`<path class="line s${index}" d=${line}/>`)}
        ${layout.ends.map((end) => svg`<circle class="end s${end.series}" cx=${end.x} cy=${end.y} r="4"/>`)}
        ${ys.map((y, index) => (y == null ? '' : svg`<circle class="end s${index}" cx=${px(x ?? 0)} cy=${y} r="5"/>`))}
        ${drawSwatches(layout.swatches, true)}
        ${drawLabels(layout.labels)}`;
    },
  };
}
