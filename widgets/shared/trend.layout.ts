import type { BarsWords } from './bars.layout.ts';
import { type Box, type Label, legend, line, px, type Stop, type Swatch, textWidth, widest } from './geometry.ts';
import type { Rates } from './rates.ts';

/** Where the lines of `Rates` over days are. */
export type TrendLayout = {
  readonly width: number;
  readonly height: number;
  readonly grid: string;
  /** One path a series. */
  readonly lines: readonly string[];
  /** Between a share and that share with all unclassified parts added. */
  readonly bands: string;
  readonly targets: readonly { readonly y: number; readonly x1: number; readonly x2: number }[];
  readonly swatches: readonly Swatch[];
  readonly labels: readonly Label[];
  /** The last point of each series. */
  readonly ends: readonly { readonly x: number; readonly y: number; readonly series: number }[];
  readonly stops: readonly Stop[];
  /** Points of each stop, for the highlight; null where there is no number. */
  readonly points: readonly (readonly (number | null)[])[];
};

const BOTTOM = 24;

/** Months since year 0 with days as parts, so that a running month stands where its day is. */
function timeOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return year * 12 + month + date / 31;
}

/** The part of 0 to 1 that the axis shows, in steps of ten points, and the distance of its lines. */
function domain(shares: readonly number[]): readonly [low: number, high: number, step: number] {
  const low = Math.max(0, Math.floor(Math.min(...shares) * 10 - 0.2) / 10);
  const high = Math.min(1, Math.ceil(Math.max(...shares) * 10 + 0.2) / 10);
  return [low, Math.max(high, low + 0.1), high - low > 0.45 ? 0.2 : 0.1];
}

/** Lays out lines in a box. */
export function layoutTrend(rates: Rates, box: Box, words: BarsWords): TrendLayout {
  const { series, rows, breaks = [] } = rates;
  const { width, height, header } = box;
  const goals = [...new Map(series.flatMap((s) => (s.target ? [[s.target.targetValue, s.goal] as const] : [])))];
  const shares = rows.flatMap((row) =>
    row.cells.flatMap((cell) => (cell.share === null ? [] : [cell.share, cell.share + cell.band])),
  );
  const [low, high, step] = domain([...shares, ...goals.map(([share]) => share)].concat(shares.length ? [] : [0, 1]));
  const lastTexts = series.map((_, s) => rows.findLast((row) => row.cells[s]?.share != null)?.cells[s]?.texts[0] ?? '');
  const left = 40;
  const right = width - widest(lastTexts) - 14;
  const [top, bottom] = [header + 6, height - BOTTOM];
  const times = rows.map((row) => timeOf(row.day ?? ''));
  const [start = 0, end = 1] = [times[0], times.at(-1)];
  const x = (index: number) =>
    start === end ? (left + right) / 2 : left + (((times[index] ?? 0) - start) / (end - start)) * (right - left);
  const y = (share: number) => bottom - ((share - low) / (high - low)) * (bottom - top);

  const labels: Label[] = [];
  let grid = '';
  for (let share = low; share < high + 1e-9; share += step) {
    grid += `M${left} ${px(y(share))}H${px(right)}`;
    labels.push({
      x: left - 6,
      y: px(y(share) + 4),
      text: `${Math.round(share * 100)}%`,
      anchor: 'end',
      role: 'muted',
    });
  }
  const every = Math.ceil((rows.length * (widest(rows.map((row) => row.name)) + 12)) / Math.max(1, right - left));
  rows.forEach((row, index) => {
    const fromEnd = rows.length - 1 - index;
    if (fromEnd % every || (index && x(index) - left < 24)) return;
    const half = textWidth(row.name) / 2;
    labels.push({
      x: px(Math.min(Math.max(x(index), half), width - half)),
      y: height - 6,
      text: row.name,
      anchor: 'middle',
      role: 'muted',
    });
  });

  const lines: string[] = [];
  let bands = '';
  const ends: TrendLayout['ends'][number][] = [];
  const endLabels: { y: number; text: string }[] = [];
  series.forEach((_, s) => {
    const path: (readonly [number, number] | null)[] = [];
    rows.forEach((row, index) => {
      const share = row.cells[s]?.share ?? null;
      const before = rows[index - 1]?.day ?? '';
      if (breaks.some((day) => before < day && day <= (row.day ?? ''))) path.push(null);
      path.push(share === null ? null : [x(index), y(share)]);
    });
    lines.push(line(path));
    const last = rows.findLastIndex((row) => row.cells[s]?.share != null);
    if (last >= 0) {
      const point = { x: px(x(last)), y: px(y(rows[last]?.cells[s]?.share ?? 0)), series: s };
      ends.push(point);
      endLabels.push({ y: point.y, text: lastTexts[s] ?? '' });
    }
  });
  for (let index = 1; index < rows.length; index++) {
    const [a, b] = [rows[index - 1]?.cells[0], rows[index]?.cells[0]];
    if (a?.share == null || b?.share == null || (!a.band && !b.band)) continue;
    const [x1, x2] = [px(x(index - 1)), px(x(index))];
    bands += `M${x1} ${px(y(a.share))}L${x2} ${px(y(b.share))}V${px(y(b.share + b.band))}L${x1} ${px(y(a.share + a.band))}z`;
  }
  // Two end values never overlap: the lower one gives way downwards.
  endLabels.sort((a, b) => a.y - b.y);
  endLabels.forEach((label, index) => {
    const above = endLabels[index - 1];
    if (above && label.y - above.y < 15) label.y = above.y + 15;
    labels.push({ x: px(right + 8), y: px(label.y + 4), text: label.text, role: 'value' });
  });

  const edges = rows.map((_, index) => (index ? (x(index - 1) + x(index)) / 2 : left));
  const key = legend(
    [
      ...series.map(({ name }, index) => ({ name, series: index })),
      ...(bands ? [{ name: words.band, series: 'band' as const }] : []),
      ...(goals.length === 1 && goals[0] ? [{ name: words.target + goals[0][1], series: 'target' as const }] : []),
    ],
    0,
    header - 14,
  );
  return {
    width,
    height,
    grid,
    lines,
    bands,
    targets: goals.map(([share]) => ({ y: px(y(share)), x1: left, x2: px(right) })),
    swatches: key.swatches,
    labels: [...key.labels, ...labels],
    ends,
    stops: rows.map((row, index) => ({
      x: px(edges[index] ?? left),
      y: top,
      width: px((edges[index + 1] ?? right) - (edges[index] ?? left)),
      height: px(bottom - top),
      spoken: row.spoken,
    })),
    points: rows.map((row, index) => [
      px(x(index)),
      ...row.cells.map((cell) => (cell.share === null ? null : px(y(cell.share)))),
    ]),
  };
}
