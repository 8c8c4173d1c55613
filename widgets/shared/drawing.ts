import type { TargetState } from './answer.ts';
import { layoutBars } from './bars.layout.ts';
import { type Box, type Label, rect, type Stop, type Swatch } from './geometry.ts';
import { type Make, statusClass } from './page.ts';
import type { PlottedTable } from './table.ts';
import { layoutTrend } from './trend.layout.ts';

/** What is drawn; what is not there is false or empty. */
export type Marks<N> = readonly (N | string | false | undefined)[];

/** Something drawn over a table: its size, where one can stop, and the marks with one stop lit up. */
export type Drawing = {
  readonly width: number;
  readonly height: number;
  readonly stops: readonly Stop[];
  /** @param lit index of the stop to light up; -1 for none. @param h nodes in the element, data on the server. */
  readonly draw: <N>(lit: number, h: Make<N>) => Marks<N>;
};

/** Draws `table` into `box`. */
export type Draw = (table: PlottedTable, box: Box) => Drawing;

/** A path of a class, where there is one. */
export function path<N>(h: Make<N>, name: string, d: string): N | '' {
  return d && h('path', { class: name, d });
}

function dot<N>(h: Make<N>, name: string, x: number, y: number, r: number): N {
  return h('circle', { class: name, cx: `${x}`, cy: `${y}`, r: `${r}` });
}

/** Texts, then squares or with `lines` a stroke for each series; a target is always a stroke. */
export function drawLabels<N>(
  h: Make<N>,
  { labels, swatches }: { readonly labels: readonly Label[]; readonly swatches: readonly Swatch[] },
  lines?: boolean,
): Marks<N> {
  return [
    ...swatches.map(({ x, y, mark }) => {
      const isSeries = typeof mark === 'number';
      const name = isSeries ? `s${mark}` : mark;
      return mark === 'target' || (lines && isSeries)
        ? path(h, `line ${name}`, `M${x} ${y + 5}h11`)
        : path(h, isSeries ? `bar ${name}` : name, rect(x, y, 10, 10));
    }),
    ...labels.map(({ x, y, text, anchor, role, isLight }) =>
      h('text', { x: `${x}`, y: `${y}`, 'text-anchor': anchor, class: isLight ? `${role} light` : role }, text),
    ),
  ];
}

/** The shape of a status around its point: circle, diamond, triangle, square; a dash where nothing applies. */
const SHAPES: Readonly<Record<TargetState, string>> = {
  MET: 'm-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0',
  ON_TRACK: 'm0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5z',
  BEHIND: 'm0-5l5.5 9.5h-11z',
  FAR_BEHIND: 'm-4.5-4.5h9v9h-9z',
  UNDEFINED: 'm0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5zm0 2.2l-3.3 3.3l3.3 3.3l3.3-3.3z',
  NOT_APPLICABLE: 'm-4-.7h8v1.4h-8z',
};

export type StatusMark = { readonly x: number; readonly y: number; readonly status: TargetState };

/** The shape of a status with its centre at x, y. */
export function drawStatus<N>(h: Make<N>, { x, y, status }: StatusMark): N | '' {
  return path(h, statusClass(status), `M${x} ${y}${SHAPES[status]}`);
}

function hatch<N>(h: Make<N>): N {
  return h(
    'pattern',
    { id: 'hatch', width: '5', height: '5', patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    path(h, 'hatch', 'M0 0V5'),
  );
}

export const drawBars: Draw = (table, box) => {
  const layout = layoutBars(table, box);
  return {
    ...layout,
    draw: (lit, h) => {
      const stop = layout.stops[lit];
      return [
        stop && path(h, 'lit', rect(stop.x, stop.y, stop.width, stop.height)),
        path(h, 'grid', layout.rules),
        path(h, 'lane', layout.lanes),
        ...layout.bars.map((bar, index) => path(h, `bar s${index}`, bar)),
        layout.bands && hatch(h),
        path(h, 'band', layout.bands),
        path(h, 'line target', layout.targets),
        ...layout.marks.map((mark) => drawStatus(h, mark)),
        ...drawLabels(h, layout),
      ];
    },
  };
};

export const drawTrend: Draw = (table, box) => {
  const layout = layoutTrend(table, box);
  return {
    ...layout,
    draw: (lit, h) => {
      const [x = 0, ...ys] = layout.points[lit] ?? [];
      const stop = layout.stops[lit];
      return [
        path(h, 'grid', layout.grid),
        layout.bands && hatch(h),
        path(h, 'band', layout.bands),
        path(h, 'line target', layout.targets),
        stop && path(h, 'cross', `M${x} ${stop.y}v${stop.height}`),
        ...layout.lines.map((line, index) => path(h, `line s${index}`, line)),
        ...layout.ends.map((end) => dot(h, `end s${end.series}`, end.x, end.y, 4)),
        ...ys.map((y, index) => y !== null && dot(h, `end s${index}`, x, y, 5)),
        ...drawLabels(h, layout, true),
      ];
    },
  };
};
