import { crc32, deflateSync } from 'node:zlib';

/** Pixels as resvg gives them: red, green, blue and alpha, row by row. */
export type Pixels = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

const MOST_COLOURS = 256;

/**
 * A PNG with a palette, less than half of one with four bytes a pixel. A drawing has 60 to 700 colours, nearly all of them the
 * rims of its letters: the 256 most frequent ones stay as they are, the others become the nearest of these.
 * Own code, since the packages that write palettes are unkept, or bring a codec of 10 MB.
 */
export function indexedPng({ width, height, pixels }: Pixels): Buffer {
  const colours = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  const palette = paletteOf(colours);
  const indices = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc((width + 1) * height);
  let last = colours[0] ?? 0;
  let index = indices.get(last) ?? 0;
  for (let y = 0, at = 0, from = 0; y < height; y++) {
    // Every row begins with its filter; none is best for indices.
    rows[at++] = 0;
    for (let x = 0; x < width; x++) {
      const colour = colours[from++] ?? 0;
      if (colour !== last) {
        last = colour;
        const known = indices.get(colour);
        index = known ?? nearest(palette, colour);
        if (known === undefined) indices.set(colour, index);
      }
      rows[at++] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours, in the order of their frequency. */
function paletteOf(colours: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (let from = 0; from < colours.length; ) {
    const colour = colours[from] ?? 0;
    let to = from + 1;
    while (to < colours.length && colours[to] === colour) to++;
    counts.set(colour, (counts.get(colour) ?? 0) + to - from);
    from = to;
  }
  return [...counts]
    .toSorted(([a, many], [b, more]) => more - many || a - b)
    .slice(0, MOST_COLOURS)
    .map(([colour]) => colour);
}

function nearest(palette: readonly number[], colour: number): number {
  const [red, green, blue] = channels(colour);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((one, index) => {
    const [r, g, b] = channels(one);
    const distance = (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2;
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

/** Of a pixel as this machine reads four bytes: the lowest comes first. A drawing has a surface, so alpha is always whole. */
function channels(colour: number): [red: number, green: number, blue: number] {
  return [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
