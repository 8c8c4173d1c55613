/** Lengths, scales and paths for the drawings: pure, in CSS pixels, y downwards. */

export type Box = {
  readonly width: number;
  readonly height: number;
  /** Height of the table's head row, which the drawing uses for its legend and heads. */
  readonly header: number;
};

/** A text in the drawing; `y` is its baseline. */
export type Label = {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor?: 'middle' | 'end';
  /** `on`: over lines, with a rim of the background. */
  readonly role?: 'name' | 'value' | 'muted' | 'big' | 'on';
  /** On a dark mark. */
  readonly isLight?: boolean;
};

/** A swatch of the legend before its label; `mark` is the class it is drawn with, a number that of a series. */
export type Swatch = { readonly x: number; readonly y: number; readonly mark: string | number };

/** A place that the keyboard and the pointer can stop at: its rectangle and what is said there. */
export type Stop = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly spoken: string;
  /** The scope that is meant, where it is one. */
  readonly id?: string | undefined;
};

/** Height of letters in the drawings; nothing is smaller. */
export const TEXT = 12;

/** About how wide `text` is at `size`: full-width characters are one em, others a little over half. */
export function textWidth(text: string, size: number = TEXT): number {
  let ems = 0;
  for (const character of text) ems += character > '\u2e7f' ? 1 : 0.58;
  return ems * size;
}

/** The longest of `texts` in pixels, 0 for none. */
export function widest(texts: readonly string[], size: number = TEXT): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, size)));
}

/** `text` cut with an ellipsis to fit `width`. */
export function fit(text: string, width: number, size: number = TEXT): string {
  if (textWidth(text, size) <= width) return text;
  let cut = text;
  while (cut && textWidth(`${cut}…`, size) > width) cut = cut.slice(0, -1);
  return `${cut}…`;
}

/** A number for a path: at most one decimal. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A rectangle as a path. */
export function rect(x: number, y: number, width: number, height: number): string {
  return `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;
}

/** Lines through `points`; a null point interrupts, and a point alone is a dot's breadth. */
export function line(points: readonly (readonly [x: number, y: number] | null)[]): string {
  let path = '';
  let open = false;
  for (const point of points) {
    if (point) path += `${open ? 'L' : 'M'}${px(point[0])} ${px(point[1])}${open ? '' : 'h.1'}`;
    open = point !== null;
  }
  return path;
}

/** A legend in a place `width` wide, on lines 16 apart; `y` is the baseline of the first. */
export function legend(
  entries: readonly (readonly [name: string, mark: Swatch['mark']])[],
  x: number,
  y: number,
  width: number,
): { readonly swatches: readonly Swatch[]; readonly labels: readonly Label[] } {
  const swatches: Swatch[] = [];
  const labels: Label[] = [];
  let left = x;
  for (const [text, mark] of entries) {
    const taken = 15 + textWidth(text);
    if (left > x && left + taken > x + width) {
      left = x;
      y += 16;
    }
    swatches.push({ x: px(left), y: y - 9, mark });
    labels.push({ x: px(left) + 15, y, text, role: 'muted' });
    left += taken + 14;
  }
  return { swatches, labels };
}
