import {
  type Box,
  fit,
  type Label,
  legend,
  px,
  rect,
  type Stop,
  type Swatch,
  textWidth,
  widest,
} from '../shared/geometry.ts';
import type { MovementKind, MovementTable } from './star-distribution.model.ts';

/** Where the two columns of levels and the ribbons between them are. */
export type MovementLayout = {
  readonly width: number;
  readonly height: number;
  readonly nodes: string;
  /** One path a kind. */
  readonly ribbons: Readonly<Record<MovementKind, string>>;
  readonly labels: readonly Label[];
  readonly swatches: readonly Swatch[];
  readonly stops: readonly (Stop & { readonly ribbon: string })[];
};

const NODE = 8;
/** Between two levels, so that even the smallest has room for its name. */
const GAP = 14;

/** Lays out how unions moved between two rounds: heights are counts, ribbons join the levels. */
export function layoutMovement(table: MovementTable, box: Box): MovementLayout {
  const { moves, kinds } = table;
  const { width, header } = box;
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const from = moves.map((row, index) => ({
    name: table.rows[index]?.cells[0]?.text ?? '',
    count: sum(row.map(({ count }) => count)),
  }));
  const to = table.columns.slice(1).map(({ name }, index) => ({
    name,
    count: sum(moves.map((row) => row[index]?.count ?? 0)),
  }));
  // In a narrow place names are cut, so that the ribbons keep a third of the width.
  const text = ({ name, count }: { name: string; count: number }) =>
    `${fit(name, width / 3 - 18 - textWidth(` ${count}`))} ${count}`;
  const top = header + 4;
  const most = Math.max(from.length, to.length);
  const height = Math.max(box.height, top + 6 + most * (GAP + 4));
  const left = widest(from.map(text)) + 10;
  const right = width - widest(to.map(text)) - 10 - NODE;
  const room = height - top - 6;
  const scale = Math.max(0, room - most * (GAP + 2)) / (sum(from.map(({ count }) => count)) || 1);
  const place = (nodes: typeof from) => {
    const heights = nodes.map(({ count }) => Math.max(2, count * scale));
    const gap = (room - sum(heights)) / Math.max(1, nodes.length - 1);
    let y = top;
    return nodes.map((node, index) => {
      const placed = { y, height: heights[index] ?? 0, used: y, text: text(node) };
      y += placed.height + gap;
      return placed;
    });
  };
  const [starts, ends] = [place(from), place(to)];

  const ribbons: Record<MovementKind, string> = { raised: '', same: '', lowered: '' };
  const stops: MovementLayout['stops'][number][] = [];
  const [x1, x2] = [px(left + NODE), px(right)];
  const middle = px((x1 + x2) / 2);
  starts.forEach((start, row) => {
    ends.forEach((end, column) => {
      const { count = 0, kind = 'same' } = moves[row]?.[column] ?? {};
      if (count === 0) return;
      const [y1, y2, thick] = [px(start.used), px(end.used), px(Math.max(1, count * scale))];
      start.used += thick;
      end.used += thick;
      const ribbon =
        `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}v${thick}` +
        `C${middle} ${px(y2 + thick)} ${middle} ${px(y1 + thick)} ${x1} ${px(y1 + thick)}z`;
      ribbons[kind] += ribbon;
      stops.push({
        x: x1,
        y: Math.min(y1, y2),
        width: x2 - x1,
        height: Math.abs(y1 - y2) + thick,
        spoken: `${from[row]?.name} → ${to[column]?.name} ${count}`,
        ribbon,
      });
    });
  });

  const key = legend(
    (['raised', 'same', 'lowered'] as const).map((kind) => [kinds[kind], kind]),
    0,
    14,
    width,
  );
  const nodes = (placed: typeof starts, x: number) => placed.map((node) => rect(x, node.y, NODE, node.height)).join('');
  const names = (placed: typeof starts, x: number, anchor?: 'end'): readonly Label[] =>
    placed.map((node) => ({
      x: px(x),
      y: px(node.y + node.height / 2 + 4),
      text: node.text,
      ...(anchor && { anchor }),
    }));
  return {
    width,
    height,
    nodes: nodes(starts, left) + nodes(ends, right),
    ribbons,
    labels: [...key.labels, ...names(starts, left - 8, 'end'), ...names(ends, right + NODE + 8)],
    swatches: key.swatches,
    stops,
  };
}
