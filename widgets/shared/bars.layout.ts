import type { TargetState } from './answer.ts';
import { type Box, fit, type Label, legend, px, rect, type Stop, type Swatch, textWidth, widest } from './geometry.ts';
import type { BarsPlot, PlottedTable } from './table.ts';

/** Where the bars of a table are: one row a place, level with the rows of the table that they lie over. */
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
  /** Lines at the targets; a place with a target of its own has its own piece. */
  readonly targets: string;
  readonly swatches: readonly Swatch[];
  readonly labels: readonly Label[];
  readonly marks: readonly { readonly x: number; readonly y: number; readonly status: TargetState }[];
  readonly stops: readonly Stop[];
};

/** Below this width several bars of a place stand under its name. */
const NARROW = 560;

/**
 * Lays out the bars of `table` in a box. Rows share the height under the header evenly, never closer than text needs,
 * so the drawing can become higher than the box.
 */
export function layoutBars({ rows, plot }: PlottedTable, box: Box): BarsLayout {
  const { at, heads, full, goals, key: entries, spoken } = plot as BarsPlot;
  const { width, header } = box;
  const names = rows.map((row) => row.cells[0]?.text ?? '');
  const gap = width < NARROW ? 10 : 16;

  const lines = rows.map(({ cells }) =>
    at.map((columns) => ({
      cell: cells[columns[0] as number] ?? { text: '' },
      texts: columns.map((column) => cells[column]?.text ?? ''),
    })),
  );
  const statuses = rows.map(({ cells }) => cells.find(({ status }) => status));
  const statusWidth = statuses.some(Boolean) ? widest(statuses.map((cell) => cell?.text ?? '')) + 20 : 0;
  // Words in the place of a number stand on the lane, so they do not widen the column.
  const columnWidths = heads.map((column, index) =>
    Math.max(
      textWidth(column),
      ...lines
        .flat()
        .map(({ cell, texts }) => (cell.share == null ? 0 : textWidth(texts[index] ?? '', index ? 12 : 13))),
    ),
  );
  const texts = columnWidths.reduce((sum, column) => sum + column + gap, 0);
  const stacked = width < NARROW && (at.length > 1 || width - texts - widest(names, 13) < 120);
  const left = stacked ? 0 : Math.min(widest(names, 13) + gap, width * 0.32);
  const lane = Math.max(24, width - left - texts - (stacked || !statusWidth ? 0 : statusWidth + gap));
  const [lineHeight, thickness] = at.length > 1 ? [15, 9] : [20, 12];
  const needed = lineHeight * at.length + (stacked ? 30 : 10);
  const pitch = rows.length ? Math.max(needed, (box.height - header) / rows.length) : 0;
  const height = px(header + pitch * rows.length);

  const scale = (share: number) => left + (Math.min(Math.max(share, 0), full) / full) * lane;
  const edges = columnWidths.map((_, index) =>
    px(left + lane + columnWidths.slice(0, index + 1).reduce((sum, column) => sum + column + gap, 0)),
  );

  const labels: Label[] = heads.map((text, index) => ({
    x: edges[index] ?? 0,
    y: header - 10,
    text,
    anchor: 'end',
    role: 'muted',
  }));
  const marks: BarsLayout['marks'][number][] = [];
  const stops: Stop[] = [];
  const bars = at.map(() => '');
  let [lanes, bands, rules, targets] = ['', '', '', ''];

  rows.forEach((row, index) => {
    const top = header + pitch * index;
    const first = top + (pitch - lineHeight * at.length) / 2 + (stacked ? 11 : 0);
    const nameAt = px(stacked ? first - 6 : top + pitch / 2 + 4.5);
    rules += `M0 ${px(top)}h${width}`;
    const own = lines[index]?.flatMap(({ cell }) => (cell.goal ? [cell.goal.share] : [])) ?? [];
    for (const share of new Set(own.length ? own : goals)) {
      targets += `M${px(scale(share))} ${px(top)}v${px(pitch)}`;
    }
    labels.push({
      x: 0,
      y: nameAt,
      text: fit(names[index] ?? '', stacked ? width - statusWidth - 8 : left - 8, 13),
      role: 'name',
    });
    const status = statuses[index];
    if (status?.status) {
      const x = px(width - statusWidth);
      marks.push({ x: x + 6, y: nameAt - 4, status: status.status });
      labels.push({ x: x + 18, y: nameAt, text: status.text });
    }
    lines[index]?.forEach(({ cell, texts: [value = '', ...notes] }, s) => {
      const centre = first + lineHeight * (s + 0.5);
      if (cell.share == null) {
        labels.push({ x: px(left), y: px(centre + 4), text: value, role: 'muted' });
        return;
      }
      const [y, end] = [centre - thickness / 2, scale(cell.share)];
      lanes += rect(left, y, lane, thickness);
      bars[s] += rect(left, y, end - left, thickness);
      if (cell.band) bands += rect(end, y, scale(cell.share + cell.band) - end, thickness);
      [value, ...notes].forEach((text, column) => {
        labels.push({
          x: edges[column] ?? 0,
          y: px(centre + 4),
          text,
          anchor: 'end',
          role: column ? 'muted' : 'value',
        });
      });
    });
    stops.push({ x: 0, y: px(top), width, height: px(pitch), spoken: spoken[index] ?? '', id: row.id });
  });

  // Over the heads of the columns when it would run into them.
  const isLong = textWidth(entries.map(([name]) => name).join('')) + entries.length * 29 > lane;
  const key = legend(entries, left, header - (isLong ? 28 : 10), width - left);
  return {
    width,
    height,
    lanes,
    bars,
    bands,
    rules: `${rules}M0 ${height}h${width}`,
    targets,
    swatches: key.swatches,
    labels: [...key.labels, ...labels],
    marks,
    stops,
  };
}
