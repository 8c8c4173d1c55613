import type { Standing } from '../facts.ts';

/** How an area is filled: told apart on a black-and-white print. */
export type Fill = 'solid' | 'grey' | 'light' | 'hatch' | 'empty';

export type Shape = Standing['shape'];

export type Mark =
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: Fill;
    }
  | {
      readonly kind: 'line';
      readonly from: readonly [x: number, y: number];
      readonly to: readonly [x: number, y: number];
      readonly width: number;
      readonly dash?: readonly [number, number];
      readonly grey?: boolean;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the base line. */
      readonly y: number;
      readonly size: number;
      readonly text: string;
      readonly anchor: 'start' | 'middle' | 'end';
    }
  | { readonly kind: 'shape'; readonly x: number; readonly y: number; readonly size: number; readonly shape: Shape };

/** A drawing as plain marks, in points, from the top left; in black, white and grey. */
export type Scene = { readonly width: number; readonly height: number; readonly marks: readonly Mark[] };

export const INK = '#1a1a1a';
export const GREY = '#8c8c8c';
export const LIGHT = '#d4d4d4';
export const PAPER = '#ffffff';

/** Distance of hatch lines. */
const STEP = 4;

/** Lines from lower left to upper right within a rectangle. */
export function hatchLines(
  x: number,
  y: number,
  width: number,
  height: number,
): (readonly [number, number, number, number])[] {
  const lines: (readonly [number, number, number, number])[] = [];
  for (let offset = STEP; offset < width + height; offset += STEP) {
    // On x + y = offset within the rectangle.
    const [x1, y1] = offset <= height ? [0, offset] : [offset - height, height];
    const [x2, y2] = offset <= width ? [offset, 0] : [width, offset - width];
    lines.push([x + x1, y + y1, x + x2, y + y2]);
  }
  return lines;
}

/** The outline of a shape around a point: closed polygons, or a circle. */
export function shapeParts(
  shape: Shape,
  x: number,
  y: number,
  size: number,
): {
  readonly circle?: number;
  readonly polygons: (readonly (readonly [number, number])[])[];
  readonly isFilled: boolean;
} {
  const r = size / 2;
  const polygon = (points: readonly (readonly [number, number])[]) =>
    points.map(([dx, dy]) => [x + dx * r, y + dy * r] as const);
  switch (shape) {
    case 'circle':
      return { circle: r, polygons: [], isFilled: true };
    case 'ring':
      return { circle: r, polygons: [], isFilled: false };
    case 'diamond':
      return {
        polygons: [
          polygon([
            [0, -1.15],
            [1.15, 0],
            [0, 1.15],
            [-1.15, 0],
          ]),
        ],
        isFilled: true,
      };
    case 'triangle':
      return {
        polygons: [
          polygon([
            [0, -1.05],
            [1.1, 0.9],
            [-1.1, 0.9],
          ]),
        ],
        isFilled: true,
      };
    case 'square':
      return {
        polygons: [
          polygon([
            [-0.9, -0.9],
            [0.9, -0.9],
            [0.9, 0.9],
            [-0.9, 0.9],
          ]),
        ],
        isFilled: true,
      };
    case 'star':
      return {
        polygons: [
          polygon(
            [...Array(10).keys()].map((at) => {
              const angle = (at * Math.PI) / 5 - Math.PI / 2;
              const reach = at % 2 === 0 ? 1.2 : 0.5;
              return [Math.cos(angle) * reach, Math.sin(angle) * reach] as const;
            }),
          ),
        ],
        isFilled: true,
      };
    case 'cross':
      return {
        polygons: [
          polygon([
            [-0.8, -0.8],
            [0.8, 0.8],
          ]),
          polygon([
            [-0.8, 0.8],
            [0.8, -0.8],
          ]),
        ],
        isFilled: false,
      };
    case 'dash':
      return {
        polygons: [
          polygon([
            [-0.9, 0],
            [0.9, 0],
          ]),
        ],
        isFilled: false,
      };
  }
}
