import { type Box, type Label, px, rect, type Stop, TEXT, textWidth, widest } from '../shared/geometry.ts';
import type { Movement, MovementKind } from './star-distribution.model.ts';

/** Where the two columns of levels and the ribbons between them are. */
export type MovementLayout = {
  readonly width: number;
  readonly height: number;
  readonly nodes: string;
  /** One path a kind. */
  readonly ribbons: Readonly<Record<MovementKind, string>>;
  readonly labels: readonly Label[];
  readonly swatches: readonly { readonly x: number; readonly y: number; readonly kind: MovementKind }[];
  readonly stops: readonly (Stop & { readonly ribbon: string })[];
};

const NODE = 8;
const GAP = 14;

/** Lays out how unions moved between two rounds: heights are counts, ribbons join the levels. */
export function layoutMovement(movement: Movement, box: Box): MovementLayout {
  const { from, to, links } = movement;
  const { width, header } = box;
  const top = header + 4;
  const most = Math.max(from.nodes.length, to.nodes.length);
  const height = Math.max(box.height, top + 6 + most * (GAP + 4));
  const text = (node: { name: string; count: number }) => `${node.name} ${node.count}`;
  const left = widest(from.nodes.map(text)) + 8;
  const right = width - widest(to.nodes.map(text)) - 8 - NODE;
  const total = links.reduce((sum, link) => sum + link.count, 0) || 1;
  // Labels need their own line even where a level has few unions.
  const scale = Math.max(0, height - top - 6 - (most - 1) * GAP) / total;
  const place = (nodes: Movement['from']['nodes']) => {
    const heights = nodes.map((node) => Math.max(2, node.count * scale));
    const free = height - top - 6 - heights.reduce((sum, h) => sum + h, 0);
    const gap = nodes.length > 1 ? free / (nodes.length - 1) : 0;
    let y = top;
    return heights.map((h) => {
      const start = y;
      y += h + gap;
      return { y: start, height: h, used: 0 };
    });
  };
  const [starts, ends] = [place(from.nodes), place(to.nodes)];
  const ribbons: Record<MovementKind, string> = { raised: '', same: '', lowered: '' };
  const middle = (left + NODE + right) / 2;

  const stops = links.map((link) => {
    const [a, b] = [starts[link.from], ends[link.to]];
    if (!a || !b) throw new RangeError('a link names a level that is not there');
    const thick = Math.max(1, link.count * scale);
    const [y1, y2] = [a.y + a.used, b.y + b.used];
    a.used += thick;
    b.used += thick;
    const [x1, x2] = [px(left + NODE), px(right)];
    const ribbon =
      `M${x1} ${px(y1)}C${px(middle)} ${px(y1)} ${px(middle)} ${px(y2)} ${x2} ${px(y2)}v${px(thick)}` +
      `C${px(middle)} ${px(y2 + thick)} ${px(middle)} ${px(y1 + thick)} ${x1} ${px(y1 + thick)}z`;
    ribbons[link.kind] += ribbon;
    const y = Math.min(y1, y2);
    return {
      x: x1,
      y: px(y),
      width: px(x2 - x1),
      height: px(Math.max(y1, y2) + thick - y),
      spoken: link.spoken,
      ribbon,
    };
  });

  let at = 0;
  const labels: Label[] = [];
  const swatches: MovementLayout['swatches'][number][] = [];
  for (const kind of ['raised', 'same', 'lowered'] as const) {
    swatches.push({ x: at, y: 4, kind });
    labels.push({ x: at + 15, y: 13, text: movement.kinds[kind], role: 'muted' });
    at += 15 + textWidth(movement.kinds[kind], TEXT) + 14;
  }
  from.nodes.forEach((node, index) => {
    const start = starts[index] ?? { y: top, height: 0 };
    labels.push({ x: px(left - 8), y: px(start.y + start.height / 2 + 4), text: text(node), anchor: 'end' });
  });
  to.nodes.forEach((node, index) => {
    const end = ends[index] ?? { y: top, height: 0 };
    labels.push({ x: px(right + NODE + 8), y: px(end.y + end.height / 2 + 4), text: text(node) });
  });
  return {
    width,
    height,
    nodes:
      starts.map((node) => rect(left, node.y, NODE, node.height)).join('') +
      ends.map((node) => rect(right, node.y, NODE, node.height)).join(''),
    ribbons,
    labels,
    swatches,
    stops,
  };
}
