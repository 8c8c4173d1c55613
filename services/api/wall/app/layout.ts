import type { Draw } from '@union/widgets/shared/drawing.ts';
import type { PlottedTable } from '@union/widgets/shared/table.ts';

/** Where everything on a wall lies: pure arithmetic of the screen, never of a figure. */

/** Heights and gaps in units of the stage's type; `wall.css` has the same. */
export const ROWS = {
  /** Free space around everything, within which the picture wanders. */
  edge: 1.2,
  head: 3,
  foot: 2.6,
  gap: 0.8,
  padding: 0.9,
  title: 2.2,
  headline: 11.2,
  sentence: 4.6,
} as const;

/** A chart lower than this, in units, says nothing across a hall. */
const LEAST_CHART = 7;

/** A screen as it is: sizes in CSS pixels. */
export type Stage = {
  readonly width: number;
  readonly height: number;
  /** Size of the stage's type. */
  readonly unit: number;
  readonly columns: number;
};

/** Type is a 45th of the height, less where columns would be too narrow for a line, never below 14 pixels. */
export function stageOf(width: number, height: number): Stage {
  const ratio = width / Math.max(1, height);
  const columns = ratio < 1.2 ? 1 : ratio < 2.4 ? 2 : ratio < 3.2 ? 3 : 4;
  const unit = Math.max(14, Math.min(height / 45, width / columns / 22));
  return { width, height, unit: Math.round(unit * 100) / 100, columns };
}

/** What of a panel there is room for. */
export type Room = {
  readonly hasHeadline: boolean;
  readonly hasSentence: boolean;
  /** The chart's box in CSS pixels; undefined where it would be too low. */
  readonly chart: { readonly width: number; readonly height: number } | undefined;
};

/** @param shown how many panels stand beside each other. */
export function roomOf(
  { width, height, unit }: Stage,
  shown: number,
  wants: { readonly headline: boolean; readonly sentence: boolean },
): Room {
  const inner = height / unit - 2 * ROWS.edge - ROWS.head - ROWS.foot - 2 * ROWS.padding - ROWS.title;
  const across = (width / unit - 2 * ROWS.edge - (shown - 1) * ROWS.gap) / shown - 2 * ROWS.padding;
  const hasHeadline = wants.headline && inner >= ROWS.headline;
  const afterHeadline = inner - (hasHeadline ? ROWS.headline : 0);
  const hasSentence = wants.sentence && afterHeadline - ROWS.sentence >= (hasHeadline ? LEAST_CHART : 0);
  const left = afterHeadline - (hasSentence ? ROWS.sentence : 0);
  return {
    ...{ hasHeadline, hasSentence },
    chart: left >= LEAST_CHART ? { width: Math.floor(across * unit), height: Math.floor(left * unit) } : undefined,
  };
}

/** Letters of the drawings are 12 of their own pixels high; on a wall they are nine tenths of the stage's type. */
export function scaleOf({ unit }: Pick<Stage, 'unit'>): number {
  return (unit * 0.9) / 12;
}

/** Height kept over a drawing for its legend, in its own pixels. */
const HEADER = 34;
/** Parts that a long table is shown in, at most. */
const MOST_PARTS = 8;

/** A part of a table that fits, with the numbers of its rows: `[1, 24]` of 30. */
export type Part = { readonly table: PlottedTable; readonly from: number; readonly to: number; readonly of: number };

/** Splits a table into parts that fit a box of CSS pixels, as even as can be. A line through time stays whole. */
export function partsOf(
  table: PlottedTable,
  draw: Draw,
  box: { readonly width: number; readonly height: number },
  scale: number,
): Part[] {
  const { rows } = table;
  if (rows.some(({ day }) => day)) return [{ table, from: 1, to: rows.length, of: rows.length }];
  const own = ownBox(box, scale);
  const heightOf = (count: number) => draw(cut(table, 0, count), own).height;
  let most = Math.max(1, rows.length);
  for (let height = heightOf(most); most > 1 && height > own.height + 0.5; height = heightOf(most)) {
    const fitting = Math.floor((most * (own.height - HEADER)) / Math.max(1, height - HEADER));
    most = Math.max(1, Math.min(most - 1, fitting));
  }
  const parts = Math.min(MOST_PARTS, Math.max(1, Math.ceil(rows.length / most)));
  const each = Math.min(most, Math.ceil(rows.length / parts));
  return Array.from({ length: parts }, (_, at) => {
    const [from, to] = [at * each, Math.min(rows.length, (at + 1) * each)];
    return { table: cut(table, from, to), from: from + 1, to, of: rows.length };
  });
}

/** Some rows of a table; what is common to all, such as the value that fills a lane, stays that of the whole. */
function cut(table: PlottedTable, from: number, to: number): PlottedTable {
  const { rows, plot } = table;
  if (from === 0 && to === rows.length) return table;
  return {
    ...table,
    rows: rows.slice(from, to),
    ...(plot && { plot: { ...plot, spoken: plot.spoken.slice(from, to) } }),
  };
}

/** A box in the drawing's own pixels. */
export function ownBox(box: { readonly width: number; readonly height: number }, scale: number) {
  return { width: Math.floor(box.width / scale), height: Math.floor(box.height / scale), header: HEADER };
}

/** Where the picture stands in a minute, in units: it wanders so that no letter burns into the screen. */
export function driftAt(minute: number): readonly [x: number, y: number] {
  const turn = ((minute % 24) / 24) * 2 * Math.PI;
  return [0.5 * Math.cos(turn), 0.5 * Math.sin(turn)];
}
