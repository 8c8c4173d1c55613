import type { TargetState } from '../shared/answer.ts';
import { type Box, fit, type Label, legend, px, rect, type Stop, type Swatch, textWidth } from '../shared/geometry.ts';
import type { BarsPlot, PlottedTable } from '../shared/table.ts';

/** Where the tiles of a map are. */
export type TilesLayout = {
  readonly width: number;
  readonly height: number;
  /** Tiles of the same class are one path: a status in small letters, or `q0` to `q4` from the least to the most. */
  readonly tiles: readonly { readonly mark: string; readonly path: string }[];
  readonly labels: readonly Label[];
  /** On the tiles and in the key below them. */
  readonly marks: readonly { readonly x: number; readonly y: number; readonly status: TargetState }[];
  /** What the statuses on the tiles stand on. */
  readonly unders: string;
  readonly swatches: readonly Swatch[];
  readonly stops: readonly Stop[];
};

const GAP = 6;
/** Narrower tiles have no room for a name. */
const LEAST = 104;
/** Width over height that tiles come close to. */
const SHAPE = 1.6;

/** Fifths between the least and the most; the middle one when all are equal. */
export function fifth(value: number, low: number, high: number): number {
  return high > low ? Math.min(4, Math.floor(((value - low) / (high - low)) * 5)) : 2;
}

/**
 * Lays out one tile a row, in the order of the table. The tiles fill the box of the table but for the key of their statuses
 * below them, in as many columns as make their shape agreeable and leave room for a name.
 */
export function layoutTiles({ rows, plot }: PlottedTable, box: Box): TilesLayout {
  const { at, key: targets, spoken, statuses } = plot as BarsPlot;
  const { width, header } = box;
  let [left, line] = [0, 0];
  const key = statuses.map(([status, text]) => {
    const taken = textWidth(text) + 34;
    if (left && left + taken > width) [left, line] = [0, line + 18];
    left += taken;
    return { x: left - taken, y: line, status, text };
  });
  const room = box.height - header - (key.length ? line + 24 : 0);
  const most = Math.max(1, Math.floor((width + GAP) / (LEAST + GAP)));
  const shapeOf = (columns: number) =>
    Math.abs(Math.log(width / columns / (room / Math.ceil(rows.length / columns)) / SHAPE));
  const columns = Array.from({ length: Math.min(most, rows.length || 1) }, (_, index) => index + 1).reduce(
    (best, one) => (shapeOf(one) < shapeOf(best) ? one : best),
  );
  const lines = Math.max(1, Math.ceil(rows.length / columns));
  const size = px((width + GAP) / columns - GAP);
  const tall = px(Math.max(50, (room + GAP) / lines - GAP));
  const bottom = px(header + lines * (tall + GAP) - GAP);
  const isBig = size >= 130 && tall >= 70;
  const cells = rows.map((row) => row.cells[at[0]?.[0] ?? 1]);
  const values = cells.flatMap((cell) => (cell?.share == null ? [] : [cell.share]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const text = (value: number) => cells.find((cell) => cell?.share === value)?.text ?? '';
  const { swatches, labels: heads } = legend(
    [
      ...(values.length
        ? ([
            [text(low), 'q0'],
            [text(high), 'q4'],
          ] as const)
        : []),
      ...targets.map(([name]) => [name, ''] as const),
    ],
    0,
    Math.max(12, header - 12),
    width,
  );
  const paths = new Map<string, string>();
  const labels: Label[] = [...heads];
  const marks: TilesLayout['marks'][number][] = [];
  let unders = '';
  const stops = rows.map((row, index): Stop => {
    const x = px((index % columns) * (size + GAP));
    const y = px(header + Math.floor(index / columns) * (tall + GAP));
    const cell = cells[index];
    const status = row.cells.find((one) => one.status)?.status;
    const mark = cell?.share == null ? 'none' : `q${fifth(cell.share, low, high)}`;
    paths.set(mark, (paths.get(mark) ?? '') + rect(x, y, size, tall));
    const isLight = mark === 'q3' || mark === 'q4';
    labels.push(
      { x: x + 8, y: y + 20, text: fit(row.cells[0]?.text ?? '', size - 30, 13), role: 'name', isLight },
      {
        x: x + 8,
        y: y + (isBig ? 44 : 40),
        text: fit(cell?.text ?? '', size - 14, isBig && cell?.share != null ? 18 : 13),
        role: isBig && cell?.share != null ? 'big' : 'value',
        isLight,
      },
    );
    if (status) {
      marks.push({ x: px(x + size - 12), y: y + 15, status });
      unders += `M${px(x + size - 21)} ${y + 15}a9 9 0 1 0 18 0a9 9 0 1 0-18 0`;
    }
    return { x, y, width: size, height: tall, spoken: spoken[index] ?? '', id: row.id };
  });
  for (const { x, y, status, text } of key) {
    marks.push({ x: x + 6, y: px(bottom + y + 16), status });
    labels.push({ x: x + 16, y: px(bottom + y + 20), text });
  }
  return {
    width,
    height: key.length ? px(bottom + line + 24) : bottom,
    tiles: [...paths].map(([mark, path]) => ({ mark, path })),
    labels,
    marks,
    unders,
    swatches: swatches.filter(({ mark }) => mark),
    stops,
  };
}
