import dagre from '@dagrejs/dagre';
import type { LineageGraph, LineageNode } from '@union/warehouse/lineage/graph.ts';
import { html, type Markup } from './markup.ts';

/** A box of the picture and what stands in it, in CSS pixels from the upper left corner. */
type Box = {
  readonly name: string;
  readonly kind: LineageNode['kind'] | 'widget';
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type LineageLayout = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** Each as the points that its curve goes through. */
  readonly paths: readonly string[];
};

const CHAR = 7.4;
const LINE = 17;
const PAD = 8;
/** Columns of a register that its box shows; the list beside the picture has all. */
const SHOWN_PARTS = 12;

/**
 * Where everything stands: registers left, then staging and marts, the metric, and the widgets that show it.
 * @param widgets names of the widgets.
 */
export function layoutLineage(graph: LineageGraph, widgets: readonly string[]): LineageLayout {
  const view = graph.nodes.find(({ kind }) => kind === 'figure')?.name ?? '';
  const nodes = [
    ...graph.nodes.map(({ name, kind, parts }) => ({ name, kind, lines: linesOf(name, kind, parts) })),
    ...widgets.map((name) => ({ name: `union-${name}`, kind: 'widget' as const, lines: [`union-${name}`] })),
  ];
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 46, marginx: 6, marginy: 6 });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const { name, lines } of nodes) {
    const width = Math.max(...lines.map(widthOf)) + 2 * PAD;
    layout.setNode(name, { width, height: lines.length * LINE + 2 * PAD });
  }
  for (const [from, to] of [...graph.edges, ...widgets.map((name) => [view, `union-${name}`] as const)]) {
    layout.setEdge(from, to);
  }
  dagre.layout(layout);
  const { width = 0, height = 0 } = layout.graph();
  const boxes = nodes.map(({ name, kind, lines }): Box => {
    const at = layout.node(name) as { x: number; y: number; width: number; height: number };
    return {
      ...{ name, kind, lines, width: at.width, height: at.height },
      ...{ x: at.x - at.width / 2, y: at.y - at.height / 2 },
    };
  });
  const paths = layout.edges().map((edge: { v: string; w: string }) => {
    const { points } = layout.edge(edge) as { points: readonly { x: number; y: number }[] };
    return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  });
  return { width: Math.ceil(width), height: Math.ceil(height), boxes, paths };
}

function linesOf(name: string, kind: LineageNode['kind'], parts: readonly string[]): string[] {
  if (kind === 'places') return ['范围归属 scopes'];
  if (kind !== 'register' || parts.length <= SHOWN_PARTS) return [name, ...parts];
  return [name, ...parts.slice(0, SHOWN_PARTS - 1), `… +${parts.length - SHOWN_PARTS + 1}`];
}

/** Chinese characters are as wide as two others. */
function widthOf(line: string): number {
  return [...line].reduce((sum, char) => sum + (char > '\u2e80' ? 2 : 1) * CHAR, 0);
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The picture as SVG, drawn by the sheet's classes alone. Its description is the list that `describedBy` names. */
export function drawLineage(
  { width, height, boxes, paths }: LineageLayout,
  title: string,
  describedBy: string,
): Markup {
  return html`<svg class="lineage" role="img" aria-label="${title}" aria-describedby="${describedBy}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="head"/></marker></defs>
${paths.map((path) => html`<path class="edge" d="${path}" marker-end="url(#arrow)"/>`)}
${boxes.map(
  (
    box,
  ) => html`<g class="box ${box.kind}"><rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="5"/>
${box.lines.map(
  (line, at) =>
    html`<text${at === 0 ? html` class="name"` : ''} x="${round(box.x + PAD)}" y="${round(box.y + PAD + at * LINE + 12.5)}">${line}</text>`,
)}</g>`,
)}
</svg>`;
}
