import type { TargetState } from '../shared/answer.ts';
import { type Box, fit, type Label, legend, px, rect, type Stop, type Swatch } from '../shared/geometry.ts';
import type { Language } from '../shared/language.ts';
import { drawingWords, goalsOf, seriesOf } from '../shared/series.ts';
import { spoken, type Table } from '../shared/table.ts';

/** Where the tiles of a map are. */
export type TilesLayout = {
  readonly width: number;
  readonly height: number;
  /** Tiles of the same class are one path: a status in small letters, or `q0` to `q4` from the least to the most. */
  readonly tiles: readonly { readonly mark: string; readonly path: string }[];
  readonly labels: readonly Label[];
  readonly marks: readonly { readonly x: number; readonly y: number; readonly status: TargetState }[];
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
 * Lays out one tile a row, in the order of the table. The tiles fill the box of the table, in as many columns as make their
 * shape agreeable and leave room for a name.
 */
export function layoutTiles(table: Table, box: Box, language: Language): TilesLayout {
  const { rows } = table;
  const { width, header } = box;
  const [series] = seriesOf(table);
  const at = series?.at ?? 1;
  const most = Math.max(1, Math.floor((width + GAP) / (LEAST + GAP)));
  const shapeOf = (columns: number) =>
    Math.abs(Math.log(width / columns / ((box.height - header) / Math.ceil(rows.length / columns)) / SHAPE));
  const columns = Array.from({ length: Math.min(most, rows.length || 1) }, (_, index) => index + 1).reduce(
    (best, one) => (shapeOf(one) < shapeOf(best) ? one : best),
  );
  const lines = Math.max(1, Math.ceil(rows.length / columns));
  const size = px((width + GAP) / columns - GAP);
  const tall = px(Math.max(50, (box.height - header + GAP) / lines - GAP));
  const isBig = size >= 130 && tall >= 70;
  const cells = rows.map((row) => row.cells[at]);
  const values = cells.flatMap((cell) => (cell?.share == null ? [] : [cell.share]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const paths = new Map<string, string>();
  const labels: Label[] = [];
  const marks: TilesLayout['marks'][number][] = [];
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
    if (status) marks.push({ x: x + size - 12, y: y + 15, status });
    return { x, y, width: size, height: tall, spoken: spoken(table, row, language), id: row.id };
  });
  const text = (value: number) => cells.find((cell) => cell?.share === value)?.text ?? '';
  const key = legend(
    [
      ...(values.length
        ? [
            { name: text(low), mark: 'q0' },
            { name: text(high), mark: 'q4' },
          ]
        : []),
      ...goalsOf(table).map((goal) => ({ name: drawingWords(language).target + goal.text, mark: 'goal' })),
    ],
    0,
    Math.max(12, header - 12),
    width,
  );
  return {
    width,
    height: px(header + lines * (tall + GAP) - GAP),
    tiles: [...paths].map(([mark, path]) => ({ mark, path })),
    labels: [...key.labels, ...labels],
    marks,
    swatches: key.swatches.filter(({ mark }) => mark !== 'goal'),
    stops,
  };
}
