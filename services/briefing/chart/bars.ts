import { fit, textWidth } from '@union/widgets/shared/geometry.ts';
import type { Fill, Mark, Scene, Shape } from './scene.ts';

export type Bar = {
  readonly name: string;
  /** Null: there is no number, and `text` says why. */
  readonly value: number | null;
  /** What stands behind the bar. */
  readonly text: string;
  readonly fill: Fill;
  readonly shape?: Shape;
  /** Where the target stands. */
  readonly target?: number | null;
  /** Where the path stands. */
  readonly path?: number | null;
};

/** What the two marks are called. */
export type Legend = {
  readonly target: string;
  readonly path: string;
  readonly fills: readonly (readonly [fill: Fill, name: string])[];
};

const SIZE = 8;
const ROW = 13;
const THICK = 8;
const GAP = 6;

/**
 * Bars side by side, one a row, with a dashed line at each target and a short thick one at each path.
 * @param width in points.
 */
export function drawBars(bars: readonly Bar[], width: number, legend: Legend): Scene {
  const widest = (texts: readonly string[], most: number) =>
    Math.min(most, Math.max(0, ...texts.map((text) => textWidth(text, SIZE))));
  const names = widest(
    bars.map(({ name }) => name),
    width * 0.34,
  );
  const ends = widest(
    bars.map(({ text, shape }) => (shape ? `——${text}` : text)),
    width * 0.34,
  );
  const left = names + GAP;
  const room = Math.max(40, width - left - ends - GAP - 4);
  const most = Math.max(0, ...bars.flatMap(({ value, target, path }) => [value ?? 0, target ?? 0, path ?? 0])) || 1;
  const at = (value: number) => left + (Math.max(0, value) / most) * room;
  const marks: Mark[] = [];
  const hasTarget = bars.some(({ target }) => target != null);
  const hasPath = bars.some(({ path }) => path != null);
  const top = drawLegend(marks, legend, { hasTarget, hasPath, width });
  bars.forEach((bar, index) => {
    const y = top + index * ROW;
    const middle = y + ROW / 2;
    const base = middle + SIZE * 0.36;
    marks.push({ kind: 'text', x: names, y: base, size: SIZE, text: fit(bar.name, names + 1, SIZE), anchor: 'end' });
    if (bar.value !== null) {
      const barWidth = Math.max(0.8, at(bar.value) - left);
      marks.push({ kind: 'rect', x: left, y: middle - THICK / 2, width: barWidth, height: THICK, fill: bar.fill });
    }
    if (bar.target != null) {
      const x = at(bar.target);
      marks.push({ kind: 'line', from: [x, y + 1], to: [x, y + ROW - 1], width: 1, dash: [2.5, 1.8] });
    }
    if (bar.path != null) {
      const x = at(bar.path);
      marks.push({ kind: 'line', from: [x, middle - 5.5], to: [x, middle + 5.5], width: 2.4, grey: true });
      marks.push({ kind: 'line', from: [x, middle - 5.5], to: [x, middle + 5.5], width: 0.8 });
    }
    const x = left + room + GAP;
    if (bar.shape) marks.push({ kind: 'shape', x: x + 4, y: middle, size: 7, shape: bar.shape });
    marks.push({ kind: 'text', x: bar.shape ? x + 12 : x, y: base, size: SIZE, text: bar.text, anchor: 'start' });
  });
  const bottom = top + bars.length * ROW;
  marks.push({ kind: 'line', from: [left, top], to: [left, bottom], width: 0.8 });
  return { width, height: bottom + 3, marks };
}

/** One line above the bars that says what marks and fills mean; answers where the bars begin. */
function drawLegend(
  marks: Mark[],
  { target, path, fills }: Legend,
  { hasTarget, hasPath, width }: { hasTarget: boolean; hasPath: boolean; width: number },
): number {
  let [x, y] = [0, 9];
  const item = (name: string, draw: (x: number, y: number) => void, room: number) => {
    const whole = room + textWidth(name, SIZE) + 14;
    if (x + whole > width && x > 0) [x, y] = [0, y + 14];
    draw(x, y);
    marks.push({ kind: 'text', x: x + room, y: y + 3, size: SIZE, text: name, anchor: 'start' });
    x += whole;
  };
  for (const [fill, name] of fills) {
    item(name, (left, middle) => marks.push({ kind: 'rect', x: left, y: middle - 4, width: 14, height: 8, fill }), 18);
  }
  if (hasTarget) {
    item(
      target,
      (left, middle) =>
        marks.push({
          kind: 'line',
          from: [left + 3, middle - 6],
          to: [left + 3, middle + 6],
          width: 1,
          dash: [2.5, 1.8],
        }),
      9,
    );
  }
  if (hasPath) {
    item(
      path,
      (left, middle) => {
        marks.push({ kind: 'line', from: [left + 3, middle - 6], to: [left + 3, middle + 6], width: 2.4, grey: true });
        marks.push({ kind: 'line', from: [left + 3, middle - 6], to: [left + 3, middle + 6], width: 0.8 });
      },
      9,
    );
  }
  return x === 0 ? 0 : y + 12;
}
