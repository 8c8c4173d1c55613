import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { indexedPng } from './indexed-png.ts';

/** A subset of Noto Sans CJK SC, under the SIL Open Font Licence; scripts/subset-font.sh makes it. */
const FONT = fileURLToPath(new URL('fonts/NotoSansSC-subset.otf', import.meta.url));
export const FONT_FAMILY = 'Noto Sans CJK SC';

/**
 * Pixels of an SVG, two a CSS pixel. Characters that the bundled font lacks are drawn by the fonts of the machine, which
 * takes a third of a second more; what no font has is drawn as a box, never left out.
 */
export function toPng(svg: string): Buffer {
  const missing = missingCharacters(svg);
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontFiles: [FONT], loadSystemFonts: missing.length > 0, defaultFontFamily: FONT_FAMILY },
  });
  return indexedPng(image.render());
}

let covered: ReadonlySet<number> | undefined;

/** The characters of `text` that the bundled font has no sign for, each once. */
export function missingCharacters(text: string): string[] {
  covered ??= codePointsOf(readFileSync(FONT));
  const all = new Set(text);
  return [...all].filter((character) => character >= ' ' && !covered?.has(character.codePointAt(0) ?? 0));
}

/** Code points of a font's `cmap`, formats 4 and 12. */
function codePointsOf(font: Buffer): ReadonlySet<number> {
  const found = new Set<number>();
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; i++) {
    if (font.toString('latin1', 12 + i * 16, 16 + i * 16) !== 'cmap') continue;
    const cmap = font.readUInt32BE(12 + i * 16 + 8);
    for (let j = 0; j < font.readUInt16BE(cmap + 2); j++) {
      readSubtable(font, cmap + font.readUInt32BE(cmap + 4 + j * 8 + 4), found);
    }
  }
  return found;
}

function readSubtable(font: Buffer, at: number, found: Set<number>): void {
  const format = font.readUInt16BE(at);
  if (format === 12) {
    for (let g = 0; g < font.readUInt32BE(at + 12); g++) {
      const group = at + 16 + g * 12;
      for (let c = font.readUInt32BE(group); c <= font.readUInt32BE(group + 4); c++) found.add(c);
    }
  } else if (format === 4) {
    const half = font.readUInt16BE(at + 6);
    for (let s = 0; s < half; s += 2) {
      const end = font.readUInt16BE(at + 14 + s);
      const start = font.readUInt16BE(at + 16 + half + s);
      for (let c = start; c <= end && c !== 0xffff; c++) found.add(c);
    }
  }
}
