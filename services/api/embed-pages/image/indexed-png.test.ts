import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { indexedPng } from './indexed-png.ts';

/** Palette and indices of a PNG that `indexedPng` made. */
function read(png: Buffer) {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return { palette: [...(chunks.get('PLTE') ?? [])], rows: [...inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))] };
}

test('few colours stay exactly as they are, the most frequent first', () => {
  const [white, red] = [
    [255, 255, 255, 255],
    [163, 22, 42, 255],
  ] as const;
  const png = indexedPng({ width: 2, height: 2, pixels: Uint8Array.from([...white, ...red, ...white, ...white]) });
  expect(read(png)).toEqual({ palette: [255, 255, 255, 163, 22, 42], rows: [0, 0, 1, 0, 0, 0] });
});

test('of more than 256 colours the rare ones become the nearest that is kept', () => {
  const pixels = Uint8Array.from(
    [...Array(600).keys()].flatMap((step) => {
      const grey = step < 512 ? step % 256 : 0;
      return step < 512 ? [grey, grey, grey, 255] : [step % 256, 1, 1, 255];
    }),
  );
  const { palette, rows } = read(indexedPng({ width: 600, height: 1, pixels }));
  expect(palette).toHaveLength(256 * 3);
  // 12, 1, 1 is nearest to the grey of 5.
  const index = rows[1 + 512 + 12] ?? 0;
  expect(palette.slice(index * 3, index * 3 + 3)).toEqual([5, 5, 5]);
});
