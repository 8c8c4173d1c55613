import { type Language, say } from './language.ts';
import { axisText, drawingWords, goalsOf, seriesOf } from './series.ts';
import { type BarsPlot, type PlottedTable, spoken, type Table, type TrendPlot } from './table.ts';
import { ticks } from './ticks.ts';

/**
 * A table with what its drawing needs beyond its cells: every word, and numbers as parts of the height and width of the
 * drawing. Made on the server, so that elements only scale and place. Tables whose rows have days become lines.
 */
export function plotted(table: Table, language: Language): PlottedTable {
  if (!table.rows.length || !table.columns.some(({ role }) => role === 'bar')) return table;
  return table.rows.some(({ day }) => day)
    ? { ...table, plot: trendPlot(table, language) }
    : { ...table, plot: barsPlot(table, language) };
}

function barsPlot(table: Table, language: Language): BarsPlot {
  const series = seriesOf(table);
  const goals = goalsOf(table);
  const words = drawingWords(language);
  const cells = table.rows.flatMap((row) => series.map(({ at }) => row.cells[at]));
  const shares = cells.map((cell) => (cell?.share ?? 0) + (cell?.band ?? 0));
  const most = Math.max(0.01, ...shares);
  const [head] = series;
  const hasBand = cells.some((cell) => cell?.band);
  const statuses = new Map(
    table.rows.flatMap(({ cells }) => cells.flatMap(({ status, text }) => (status ? [[status, text] as const] : []))),
  );
  return {
    at: series.map(({ at, notes }) => [at, ...notes.map((note) => note.at)]),
    heads: [head?.short ?? '', ...(head?.notes.map(({ short }) => short) ?? [])],
    key: [
      ...(series.length > 1 || hasBand ? series.map(({ name }, index) => [name, index] as const) : []),
      ...(hasBand ? [[words.band, 'band'] as const] : []),
      ...goals.map((goal) => [words.target + goal.text, 'target'] as const),
    ],
    goals: goals.map(({ share }) => share),
    // Without a target and when no share reaches half, the longest bar fills its lane.
    full: table.axis
      ? Math.max(most, ...goals.map(({ share }) => share))
      : goals.length || most > 0.5
        ? Math.max(1, most)
        : most,
    spoken: table.rows.map((row) => spoken(table, row, language)),
    statuses: [...statuses],
  };
}

/** Months since year 0 with days as parts, so that a running month stands where its day is. */
function timeOf(day = ''): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return year * 12 + month + date / 31;
}

const part = (value: number) => Math.round(value * 1e5) / 1e5;

function trendPlot(table: Table, language: Language): TrendPlot {
  const { breaks = [] } = table;
  // Time runs to the right, whatever the order of the table.
  const rows = [...table.rows].sort((a, b) => timeOf(a.day) - timeOf(b.day));
  const words = drawingWords(language);
  const series = seriesOf(table);
  const goals = goalsOf(table);
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
  const y = (share: number) => part((share - low) / (high - low));
  const times = rows.map((row) => timeOf(row.day));
  const start = times[0] ?? 0;
  const span = (times.at(-1) ?? 0) - start || 1;
  const ys = cells.map((column) => column.map((cell) => (cell?.share == null ? null : y(cell.share))));

  // One polygon a run of numbers: along the shares, and back along the shares with their bands.
  const bands: (readonly [at: number, y: number])[][] = [];
  let run: number[] = [];
  rows.forEach((_, index) => {
    if (ys[0]?.[index] != null) run.push(index);
    if (ys[0]?.[index + 1] != null) return;
    const there = run.map((at) => [at, ys[0]?.[at] ?? 0] as const);
    const back = run.toReversed().map((at) => {
      const cell = cells[0]?.[at];
      return [at, y((cell?.share ?? 0) + (cell?.band ?? 0))] as const;
    });
    if (run.some((at) => cells[0]?.[at]?.band)) bands.push([...there, ...back]);
    run = [];
  });
  // A range opens from the number before it.
  cells.forEach((column, s) => {
    column.forEach((cell, index) => {
      const from = column.findLastIndex((one, at) => at < index && one?.share != null);
      if (!cell?.range || from < 0) return;
      const [low, high] = cell.range;
      bands.push([
        [from, ys[s]?.[from] ?? 0],
        [index, y(low)],
        [index, y(high)],
      ]);
    });
  });

  return {
    ticks: marks.map((mark) => [y(mark), axisText(table, mark)]),
    names: rows.map((row) => row.cells[0]?.text ?? ''),
    xs: times.map((time) => part((time - start) / span)),
    lines: ys.map((column, s) =>
      column.flatMap((at, index) => {
        if (at === null && (series[s]?.joins || cells[s]?.[index]?.share === undefined)) return [];
        const [before = '', day = ''] = [rows[index - 1]?.day, rows[index]?.day];
        const point = at === null ? null : ([index, at] as const);
        return breaks.some((changed) => before < changed && changed <= day) ? [null, point] : [point];
      }),
    ),
    bands,
    ends: cells.map((column) => column.findLast((cell) => cell?.share != null)?.text ?? ''),
    key: [
      ...series.map(({ name }, index) => [name, index] as const),
      ...(bands.length ? [[table.band ?? words.band, 'band'] as const] : []),
      ...goals.map((goal) => [words.target + goal.text, 'target'] as const),
    ],
    goals: goals.map(({ share }) => y(share)),
    spoken: rows.map((row) => spoken(table, row, language)),
  };
}

/** Words around a drawing that an element says only once it has its page. `{}` is a number of hours. */
export function shownWords(language: Language): readonly string[] {
  return [
    say(language, '看图表', 'Chart'),
    say(language, '看表格', 'Table'),
    say(language, '图表，用方向键逐项查看，按 Esc 离开', 'chart, arrow keys walk, Escape leaves'),
    say(language, '数据已过期', 'Out of date'),
    say(language, '离线数据', 'Offline copy'),
    say(language, '（超过{}小时未更新）', ' (not updated for {} hours)'),
  ];
}
