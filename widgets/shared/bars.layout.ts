import type { TargetState } from './answer.ts';
import { type Box, fit, type Label, legend, px, rect, type Stop, type Swatch, textWidth, widest } from './geometry.ts';
import type { Rates } from './rates.ts';

/** Where the bars of `Rates` are, one row a place, aligned with the rows of the table that they lie over. */
export type BarsLayout = {
  readonly width: number;
  readonly height: number;
  /** Pale lanes from nothing to the whole. */
  readonly lanes: string;
  /** One path a series. */
  readonly bars: readonly string[];
  /** Unclassified parts beside the bars. */
  readonly bands: string;
  readonly rules: string;
  readonly targets: readonly { readonly x: number; readonly y1: number; readonly y2: number }[];
  readonly swatches: readonly Swatch[];
  readonly labels: readonly Label[];
  readonly marks: readonly {
    readonly x: number;
    readonly y: number;
    readonly status: TargetState;
    readonly word: string;
  }[];
  readonly stops: readonly Stop[];
};

export type BarsWords = {
  /** Before the goal beside the target line. */
  readonly target: string;
  /** Name of the unclassified band. */
  readonly band: string;
};

/** Below this width a place's name stands above its bars. */
const NARROW = 560;
const GAP = 16;

/**
 * Lays out bars in a box. Rows share the height under the header evenly, never closer than text needs, so the drawing
 * can become higher than the box.
 * @param full the share at which a bar fills its lane.
 */
export function layoutBars(rates: Rates, box: Box, words: BarsWords, full = 1): BarsLayout {
  const { series, rows, columns } = rates;
  const { width, header } = box;
  const names = rows.map((row) => row.name);
  const narrow = width < NARROW;
  const stacked = narrow && (series.length > 1 || widest(names, 13) > 84);
  const hasStatus = rows.some((row) => row.status !== null);
  const statusWidth = hasStatus ? widest(rows.map((row) => row.statusWord)) + 18 : 0;
  // Words in the place of a value stand on the lane, so they do not widen the column.
  const columnWidths = columns.map((column, index) =>
    Math.max(
      stacked ? 0 : textWidth(column),
      widest(rows.flatMap((row) => row.cells.map((cell) => (cell.share === null ? '' : (cell.texts[index] ?? ''))))),
    ),
  );
  const left = stacked ? 0 : Math.min(widest(names, 13) + GAP, width * 0.32);
  const right = width - (stacked || !hasStatus ? 0 : statusWidth + GAP);
  const lane = Math.max(24, right - left - columnWidths.reduce((sum, column) => sum + column + GAP, 0));
  const lineHeight = series.length > 1 ? 16 : 20;
  const thickness = series.length > 1 ? 9 : 12;
  const needed = lineHeight * series.length + (stacked ? 30 : 10);
  const pitch = Math.max(needed, rows.length ? (box.height - header) / rows.length : 0);
  const height = px(header + pitch * rows.length);
  const goals = [...new Map(series.flatMap((s) => (s.target ? [[s.target.targetValue, s.goal] as const] : [])))];
  const hasBand = rows.some((row) => row.cells.some((cell) => cell.band > 0));

  const labels: Label[] = [];
  const marks: BarsLayout['marks'][number][] = [];
  const stops: Stop[] = [];
  const bars = series.map(() => '');
  let [lanes, bands, rules] = ['', '', ''];
  const at = (share: number) => left + (Math.min(Math.max(share, 0), full) / full) * lane;

  rows.forEach((row, index) => {
    const top = header + pitch * index;
    const blockTop = top + (pitch - needed + 10) / 2;
    const first = blockTop + (stacked ? 20 : 0);
    const middle = top + pitch / 2;
    rules += `M0 ${px(top)}h${px(width)}`;
    labels.push(
      stacked
        ? { x: 0, y: px(blockTop + 13), text: fit(row.name, width - statusWidth - 8, 13), role: 'name' }
        : { x: 0, y: px(middle + 4.5), text: fit(row.name, left - 8, 13), role: 'name' },
    );
    if (row.status) {
      const x = width - statusWidth;
      marks.push({ x: px(x), y: px(stacked ? blockTop + 8.5 : middle), status: row.status, word: row.statusWord });
    }
    row.cells.forEach((cell, s) => {
      const centre = first + lineHeight * (s + 0.5);
      if (cell.share === null) {
        labels.push({ x: px(left), y: px(centre + 4), text: cell.texts[0] ?? '', role: 'muted' });
        return;
      }
      const y = centre - thickness / 2;
      lanes += rect(left, y, lane, thickness);
      bars[s] += rect(left, y, at(cell.share) - left, thickness);
      if (cell.band) bands += rect(at(cell.share), y, at(cell.share + cell.band) - at(cell.share), thickness);
      let edge = left + lane;
      cell.texts.forEach((text, column) => {
        edge += GAP + (columnWidths[column] ?? 0);
        labels.push({ x: px(edge), y: px(centre + 4), text, anchor: 'end', role: column ? 'muted' : 'value' });
      });
    });
    stops.push({ x: 0, y: px(top), width, height: px(pitch), spoken: row.spoken });
  });
  rules += `M0 ${height}h${px(width)}`;

  let edge = left + lane;
  columns.forEach((text, column) => {
    edge += GAP + (columnWidths[column] ?? 0);
    if (!stacked) labels.push({ x: px(edge), y: header - 10, text, anchor: 'end', role: 'muted' });
  });
  const entries = [
    ...(series.length > 1 || hasBand ? series.map(({ name }, index) => ({ name, series: index })) : []),
    ...(hasBand ? [{ name: words.band, series: 'band' as const }] : []),
    ...(goals.length === 1 && goals[0] ? [{ name: words.target + goals[0][1], series: 'target' as const }] : []),
  ];
  const key = legend(entries, left, stacked ? header - 12 : header - 10);
  return {
    width,
    height,
    lanes,
    bars,
    bands,
    rules,
    targets: goals.map(([share]) => ({ x: px(at(share)), y1: header - 4, y2: height })),
    swatches: key.swatches,
    labels: [...key.labels, ...labels],
    marks,
    stops,
  };
}
