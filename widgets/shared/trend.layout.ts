import {
  type Box,
  type Label,
  legend,
  line,
  px,
  type Stop,
  type Swatch,
  textWidth,
  ticks,
  widest,
} from './geometry.ts';
import type { Language } from './language.ts';
import { axisText, drawingWords, goalsOf, seriesOf } from './series.ts';
import { spoken, type Table } from './table.ts';

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

/** Months since year 0 with days as parts, so that a running month stands where its day is. */
function timeOf(day = ''): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return year * 12 + month + date / 31;
}

/** Lays out lines in a box: legend over the plot, values at the ends of the lines, months below. */
export function layoutTrend(table: Table, box: Box, language: Language): TrendLayout {
  const { breaks = [] } = table;
  // Time runs to the right, whatever the order of the table.
  const rows = [...table.rows].sort((a, b) => timeOf(a.day) - timeOf(b.day));
  const { width, height, header } = box;
  const words = drawingWords(language);
  const series = seriesOf(table);
  const goals = goalsOf(table);
  const names = rows.map((row) => row.cells[0]?.text ?? '');
  const cells = series.map(({ at }) => rows.map((row) => row.cells[at]));
  const shares = cells
    .flat()
    .flatMap((cell) => (cell?.share == null ? [] : [cell.share, cell.share + (cell.band ?? 0), ...(cell.range ?? [])]))
    .concat(goals.map(({ share }) => share));
  // Around the numbers; counts and money from nothing.
  const least = table.axis ? Math.min(0, ...shares) : Math.max(0, Math.min(1, ...shares) - 0.02);
  const most = Math.max(least + (table.axis ? 1 : 0.1), ...shares);
  const marks = ticks(least, table.axis ? most : Math.min(Math.max(1, ...shares), most + 0.02));
  const [low, high] = [marks[0] ?? 0, marks.at(-1) ?? 1];
  const markText = (mark: number) => axisText(table, mark);
  const lasts = cells.map((column) => column.findLastIndex((cell) => cell?.share != null));
  const lastTexts = lasts.map((last, s) => cells[s]?.[last]?.text ?? '');
  const left = Math.max(40, widest(marks.map(markText)) + 8);
  const right = width - widest(lastTexts, 13) - 12;
  const [top, bottom] = [header + 6, height - 24];
  const times = rows.map((row) => timeOf(row.day));
  const start = times[0] ?? 0;
  const span = (times.at(-1) ?? 0) - start || 1;
  const xs = times.map((time) => px(left + ((time - start) / span) * (right - left)));
  const y = (share: number) => px(bottom - ((share - low) / (high - low)) * (bottom - top));
  const ys = cells.map((column) => column.map((cell) => (cell?.share == null ? null : y(cell.share))));

  const labels: Label[] = [];
  let grid = '';
  for (const mark of marks) {
    grid += `M${left} ${y(mark)}H${right}`;
    labels.push({ x: left - 6, y: y(mark) + 4, text: markText(mark), anchor: 'end', role: 'muted' });
  }
  // From the last one backwards, each that has room before the one after it.
  let free = width + 14;
  for (let index = names.length - 1; index >= 0; index--) {
    const text = names[index] ?? '';
    const half = textWidth(text) / 2;
    const x = Math.min(xs[index] ?? 0, width - half);
    if (x < half || x + half + 14 > free) continue;
    free = x - half;
    labels.push({ x, y: height - 6, text, anchor: 'middle', role: 'muted' });
  }

  const lines = ys.map((column, s) =>
    line(
      column.flatMap((at, index) => {
        if (at === null && (series[s]?.joins || cells[s]?.[index]?.share === undefined)) return [];
        const [before = '', day = ''] = [rows[index - 1]?.day, rows[index]?.day];
        const point = at === null ? null : ([xs[index] ?? 0, at] as const);
        return breaks.some((changed) => before < changed && changed <= day) ? [null, point] : [point];
      }),
    ),
  );
  // One polygon a run of numbers: along the shares, and back along the shares with their bands.
  let bands = '';
  let run: number[] = [];
  rows.forEach((_, index) => {
    if (ys[0]?.[index] != null) run.push(index);
    if (ys[0]?.[index + 1] != null) return;
    const there = run.map((at) => `${xs[at]} ${ys[0]?.[at]}`);
    const back = run.reverse().map((at) => {
      const cell = cells[0]?.[at];
      return `${xs[at]} ${y((cell?.share ?? 0) + (cell?.band ?? 0))}`;
    });
    if (run.some((at) => cells[0]?.[at]?.band)) bands += `M${there.concat(back).join('L')}z`;
    run = [];
  });

  // A range opens from the number before it.
  cells.forEach((column, s) => {
    column.forEach((cell, index) => {
      const from = column.findLastIndex((one, at) => at < index && one?.share != null);
      if (!cell?.range || from < 0) return;
      const [low, high] = cell.range;
      bands += `M${xs[from]} ${ys[s]?.[from]}L${xs[index]} ${y(low)}V${y(high)}z`;
    });
  });
  const ends = lasts.flatMap((last, s) => {
    const at = ys[s]?.[last];
    return at == null ? [] : [{ x: xs[last] ?? 0, y: at, series: s, text: lastTexts[s] ?? '' }];
  });
  // Two end values never overlap: the lower one gives way downwards.
  let above = -Infinity;
  for (const end of [...ends].sort((a, b) => a.y - b.y)) {
    if (end.x < right - 1) {
      labels.push({ x: end.x, y: end.y - 9, text: end.text, anchor: 'middle', role: 'on' });
      continue;
    }
    above = Math.max(end.y, above + 15);
    labels.push({ x: right + 9, y: above + 4, text: end.text, role: 'value' });
  }

  const key = legend(
    [
      ...series.map(({ name }, index) => ({ name, mark: index })),
      ...(bands ? [{ name: table.band ?? words.band, mark: 'band' as const }] : []),
      ...goals.map((goal) => ({ name: words.target + goal.text, mark: 'target' as const })),
    ],
    0,
    header - 24,
    width,
  );
  const between = (index: number) => ((xs[index - 1] ?? left) + (xs[index] ?? right)) / 2;
  return {
    width,
    height,
    grid,
    lines,
    bands,
    targets: goals.map(({ share }) => `M${left} ${y(share)}H${right}`).join(''),
    swatches: key.swatches,
    labels: [...key.labels, ...labels],
    ends,
    stops: rows.map((row, index) => ({
      x: between(index),
      y: top,
      width: between(index + 1) - between(index),
      height: bottom - top,
      spoken: spoken(table, row, language),
    })),
    points: xs.map((x, index) => [x, ...ys.map((column) => column[index] ?? null)]),
  };
}
