import { type Box, type Label, legend, line, px, type Stop, type Swatch, textWidth, widest } from './geometry.ts';
import type { PlottedTable, TrendPlot } from './table.ts';

/** Where the lines of a table over days are. */
export type TrendLayout = {
  readonly width: number;
  readonly height: number;
  readonly grid: string;
  /** One path a series. */
  readonly lines: readonly string[];
  /** Between a share and that share with all unclassified parts added. */
  readonly bands: string;
  readonly targets: string;
  readonly swatches: readonly Swatch[];
  readonly labels: readonly Label[];
  /** The last point of each series. */
  readonly ends: readonly { readonly x: number; readonly y: number; readonly series: number }[];
  readonly stops: readonly Stop[];
  /** For each stop its x and the y of each series; null where there is no number. */
  readonly points: readonly (readonly [x: number, ...y: (number | null)[]])[];
};

/** Lays out lines in a box: legend over the plot, values at the ends of the lines, months below. */
export function layoutTrend({ plot }: PlottedTable, { width, height, header }: Box): TrendLayout {
  const { ticks, names, xs: times, lines, bands, ends: texts, key: entries, goals, spoken } = plot as TrendPlot;
  const left = Math.max(40, widest(ticks.map(([, text]) => text)) + 8);
  const right = width - widest(texts, 13) - 12;
  const [top, bottom] = [header + 6, height - 24];
  const xs = times.map((time) => px(left + time * (right - left)));
  const y = (part: number) => px(bottom - part * (bottom - top));

  const labels: Label[] = [];
  let grid = '';
  for (const [part, text] of ticks) {
    grid += `M${left} ${y(part)}H${right}`;
    labels.push({ x: left - 6, y: y(part) + 4, text, anchor: 'end', role: 'muted' });
  }
  // From the last one backwards, each that has room before the one after it.
  let free = width + 14;
  names
    .map((text, index) => ({ text, index }))
    .reverse()
    .forEach(({ text, index }) => {
      const half = textWidth(text) / 2;
      const x = Math.min(xs[index] ?? 0, width - half);
      if (x < half || x + half + 14 > free) return;
      free = x - half;
      labels.push({ x, y: height - 6, text, anchor: 'middle', role: 'muted' });
    });

  const placed = (point: readonly [day: number, y: number]) => [xs[point[0]] ?? 0, y(point[1])] as const;
  const ends = lines.flatMap((points, series) => {
    const last = points.findLast((point) => point);
    return last ? [{ x: placed(last)[0], y: placed(last)[1], series }] : [];
  });
  // Two end values never overlap: the lower one gives way downwards.
  let above = -Infinity;
  for (const end of [...ends].sort((a, b) => a.y - b.y)) {
    const text = texts[end.series] ?? '';
    if (end.x < right - 1) {
      labels.push({ x: end.x, y: end.y - 9, text, anchor: 'middle', role: 'on' });
      continue;
    }
    above = Math.max(end.y, above + 15);
    labels.push({ x: right + 9, y: above + 4, text, role: 'value' });
  }

  const key = legend(entries, 0, header - 24, width);
  const between = (index: number) => ((xs[index - 1] ?? left) + (xs[index] ?? right)) / 2;
  return {
    width,
    height,
    grid,
    lines: lines.map((points) => line(points.map((point) => point && placed(point)))),
    bands: bands.map((points) => `M${points.map((point) => placed(point).join(' ')).join('L')}z`).join(''),
    targets: goals.map((part) => `M${left} ${y(part)}H${right}`).join(''),
    swatches: key.swatches,
    labels: [...key.labels, ...labels],
    ends,
    stops: xs.map((_, index) => ({
      x: between(index),
      y: top,
      width: between(index + 1) - between(index),
      height: bottom - top,
      spoken: spoken[index] ?? '',
    })),
    points: xs.map((x, index) => [
      x,
      ...lines.map((points) => {
        const point = points.find((one) => one?.[0] === index);
        return point ? y(point[1]) : null;
      }),
    ]),
  };
}
